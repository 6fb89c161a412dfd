/** A credential that is known by its form. */
export interface SecretForm {
  /** Every such credential starts with one of these, so that a text without them need not be looked at any closer. */
  readonly starts: readonly string[];
  /** Matches at the start of the credential. Every repetition is bounded or the last thing in it. */
  readonly form: RegExp;
  /** Who gives it out, as a message says it. */
  readonly what: string;
}

/**
 * Credentials by their form. Looked up in November 2026 in the rules of scanners, since issuers seldom print one: most rows stand in
 * https://github.com/gitleaks/gitleaks/blob/420a0f55f4a7a03dfe701ceb1f4f66a7c68b26b4/config/gitleaks.toml or in the npm packages gitleaks 1.0.0 and
 * secretlint's recommended preset 13.0.7. Not there, and only seen as several other scanners in public repositories write them: Discord's webhooks,
 * `GOCSPX-`, `sk-or-v1-`, `r8_`, `dop_v1_` and `doo_v1_`, `dp.pt.`, `AKCp`, `sbp_`, `sqp_` and its like, `nfp_`. A form may be shorter than theirs where it
 * is matched from its start.
 */
export const SECRET_FORMS: readonly SecretForm[] = [
  row("ghp_ gho_ ghu_ ghs_ ghr_", /gh[pousr]_[A-Za-z0-9]{36}/y, "a token of GitHub"),
  row("github_pat_", /github_pat_[A-Za-z0-9_]{22}/y, "a token of GitHub"),
  row("glpat- gldt- glrt- glcbt- glptt-", /gl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20}/y, "a token of GitLab"),
  row("AKIA ASIA", /A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/y, "an access key of AWS"),
  row("amzn.mws.", /amzn\.mws\.[0-9a-f]{8}-[0-9a-f-]{27}/y, "a key of Amazon MWS"),
  row("xox xapp-", /(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10}/y, "a token of Slack"),
  row("hooks.slack.com/services/", /hooks\.slack\.com\/services\/T\w{6,14}\/B\w{6,14}\/\w{20}/y, "a webhook of Slack"),
  row(
    "discord.com/api/webhooks/ discordapp.com/api/webhooks/",
    /discord(?:app)?\.com\/api\/webhooks\/\d{16,20}\/[\w-]{60}/y,
    "a webhook of Discord",
  ),
  row("sk_live_ rk_live_", /[rs]k_live_[A-Za-z0-9]{16}/y, "a key of Stripe"),
  row("AIza", /AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/y, "a key of Google"),
  row("GOCSPX-", /GOCSPX-[A-Za-z0-9_-]{28}/y, "a client secret of Google"),
  row("npm_", /npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/y, "a token of npm"),
  row("dckr_", /dckr_[po]at_[A-Za-z0-9_-]{20}/y, "a token of Docker Hub"),
  row("pypi-AgE", /pypi-AgE[A-Za-z0-9_-]{50}/y, "a token of PyPI"),
  row("rubygems_", /rubygems_[0-9a-f]{48}/y, "a key of RubyGems"),
  row("sk-ant-", /sk-ant-[A-Za-z0-9_-]{20}/y, "a key of Anthropic"),
  row("sk-proj- sk-svcacct- sk-admin-", /sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20}/y, "a key of OpenAI"),
  row("sk-or-v1-", /sk-or-v1-[0-9a-f]{64}/y, "a key of OpenRouter"),
  row("sk-", /sk-[A-Za-z0-9]{48}(?![A-Za-z0-9])/y, "a key of OpenAI"),
  row("gsk_", /gsk_[A-Za-z0-9]{52}/y, "a key of Groq"),
  row("hf_", /hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])/y, "a token of Hugging Face"),
  row("r8_", /r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])/y, "a token of Replicate"),
  row("SG.", /SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/y, "a key of SendGrid"),
  row("hvs. hvb.", /hv[bs]\.[A-Za-z0-9_-]{24}/y, "a token of Vault"),
  row("dop_v1_ doo_v1_", /do[op]_v1_[0-9a-f]{64}(?![0-9a-f])/y, "a token of DigitalOcean"),
  row("tskey-", /tskey-(?:auth|api|client)-[A-Za-z0-9]{11}/y, "a key of Tailscale"),
  row("AGE-SECRET-KEY-1", /AGE-SECRET-KEY-1[0-9A-Z]{58}(?![0-9A-Z])/y, "a private key of age"),
  row("shpat_ shpss_ shpca_", /shp(?:at|ss|ca)_[0-9a-f]{32}/y, "a token of Shopify"),
  row("sq0atp- sq0csp-", /sq0(?:atp|csp)-[A-Za-z0-9_-]{22}/y, "a token of Square"),
  row("glsa_", /glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}/y, "a token of Grafana"),
  row("lin_api_", /lin_api_[A-Za-z0-9]{40}/y, "a key of Linear"),
  row("dp.pt.", /dp\.pt\.[A-Za-z0-9]{40}/y, "a token of Doppler"),
  row("pul-", /pul-[0-9a-f]{40}/y, "a token of Pulumi"),
  row("sntrys_ sntryu_", /sntry[su]_[A-Za-z0-9+/=_-]{40}/y, "a token of Sentry"),
  row("NRAK-", /NRAK-[A-Z0-9]{27}/y, "a key of New Relic"),
  row("AKCp", /AKCp[A-Za-z0-9]{69}/y, "a key of Artifactory"),
  row("dapi", /dapi[0-9a-f]{32}(?![0-9a-f])/y, "a token of Databricks"),
  row("sbp_", /sbp_[0-9a-f]{40}/y, "a token of Supabase"),
  row("sqp_ squ_ sqa_", /sq[pua]_[0-9a-f]{40}/y, "a token of SonarQube"),
  row("xkeysib-", /xkeysib-[0-9a-f]{64}/y, "a key of Brevo"),
  row("ATATT3", /ATATT3[A-Za-z0-9_=-]{60}/y, "a token of Atlassian"),
  row("nfp_", /nfp_[A-Za-z0-9]{36}/y, "a token of Netlify"),
  row("pscale_", /pscale_(?:tkn|pw)_[A-Za-z0-9_-]{32}/y, "a token of PlanetScale"),
  row("PMAK-", /PMAK-[0-9a-f]{24}-[0-9a-f]{34}/y, "a key of Postman"),
  row("key-", /key-[0-9a-f]{32}(?![0-9a-f])/y, "a key of Mailgun"),
  row(
    "-----BEGIN ",
    /-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?!(?:\s|\\n)*(?:\.{3}|<|\[|\$|$))/y,
    "a private key",
  ),
];

/** Whether a text holds what one of the forms starts with: nearly no text does, and it is asked of every word of every command. */
export const SOME_START =
  /gh[pousr]_|github_pat_|gl(?:(?:pat|dt|rt|cbt|ptt)-|sa_)|A(?:[KS]IA|Iza|KCp|TATT3|GE-SECRET-KEY-1)|amzn\.mws\.|xox|xapp-|hooks\.slack\.com|discord(?:app)?\.com|[rs]k_live_|GOCSPX-|npm_|dckr_|pypi-AgE|rubygems_|g?sk[-_]|hf_|r8_|SG\.|hv[bs]\.|do[op]_v1_|tskey-|shp(?:at|ss|ca)_|sq0|lin_api_|dp\.pt\.|pul-|sntry[su]_|NRAK-|dapi|sbp_|sq[pua]_|xkeysib-|nfp_|pscale_|PMAK-|key-|-----BEGIN |[0-9a-f]-us[0-9]|:AA/;

/** Tokens of Telegram's bots begin with the bot's number: `123456789:AA…`, with 35 characters behind the colon. */
export const TELEGRAM = /(?<![\w:])\d{8,10}:AA[\w-]{33}(?![\w-])/;

/** Keys of MailChimp are told by their end: `<32 hex digits>-us12`. */
export const MAILCHIMP = /(?<![0-9a-f])[0-9a-f]{32}-us[0-9]{1,2}(?![0-9a-z])/;

function row(starts: string, form: RegExp, what: string): SecretForm {
  return { starts: starts === "-----BEGIN " ? [starts] : starts.split(" "), form, what };
}

/** How AWS ends the keys of its documentation: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html */
export const DOCUMENTED = /EXAMPLE(?:KEY)?\s*$/;
