/**
 * Passwords that whoever guesses tries first, in lower case and without signs and digits at their ends: the most used ones, the defaults of programs, and
 * those that the documentation of images writes. A file that holds one gives nothing away.
 * Sources: https://github.com/danielmiessler/SecLists/blob/f8e9e7d7c950df017aab5a7b7726f42fb4bf01dd/Passwords/Common-Credentials/2024-197_most_used_passwords.txt
 * and Passwords/Common-Credentials-without-curse-words/top-20-common-SSH-passwords.txt there at 9eb7ec05db6638ddd9a166a983c71b4cc81f31f0; the pages of
 * the official images at https://github.com/docker-library/docs (`mysecretpassword`, `my-secret-pw`, `example`); the defaults of RabbitMQ (`guest`), Java's
 * key stores (`changeit`), MinIO (`minioadmin`), Redis' own example (`foobared`) and the like.
 */
export const TRIED_PASSWORDS: ReadonlySet<string> = new Set(
  (
    "root toor admin administrator user guest test testing demo default password passwd passw0rd p@ssw0rd p@ssword p@55w0rd pass pwd pw secret topsecret " +
    "supersecret verysecret mysecret mysecretpassword mysecretpw mypassword mypass secretpassword secretpass qwerty qwertyuiop qwert azerty asdfgh asdfghjkl " +
    "zxcvbnm abc abcd letmein welcome master dragon monkey iloveyou sunshine princess football baseball superman batman shadow hello changeme changeit " +
    "changethis change replaceme cambiami example examplepassword sample dev develop development local localhost docker dbpassword dbpass rootpassword " +
    "rootpass adminpassword adminpass userpassword userpass testpassword testpass yourpassword yourpass yourstrongpassword raspberry alpine logon " +
    "foobared foobar foo bar guestpass minioadmin miniosecret postgres postgresql pg mysql mariadb mongo mongodb redis rabbitmq elastic grafana oracle sa"
  ).split(" "),
);
