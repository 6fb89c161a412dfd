/** The bundler makes a string of the file's text. */
declare module "*.yaml" {
  const text: string;
  export default text;
}
