import type { Place, Span } from "../text/span.ts";

/** A file of HashiCorp's configuration language, read as far as it could be. Reading never fails: what could not be read is left out. */
export interface HclFile {
  readonly file: string;
  readonly text: string;
  readonly body: Body;
  /** Every comment, `#` and `//` to the end of its line and `/*` to its own end, in the order of the file. */
  readonly comments: readonly Place[];
  /** Whether anything could not be read: then no fix is offered, since nobody can say what the result would be. */
  readonly broken: boolean;
}

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** `name = value`. */
export interface Attribute {
  readonly name: string;
  readonly key: Place;
  readonly value: Expression;
  /** From the name to the end of the value. */
  readonly whole: Span;
}

/** `type "label" { … }`. */
export interface Block {
  readonly type: string;
  /** The word that begins it. */
  readonly at: Place;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** From the first word to the closing brace. */
  readonly whole: Span;
}

/** A name behind the type of a block; `at` is without quotes. */
interface Label {
  readonly text: string;
  readonly at: Place;
}

interface Located {
  /** Where it stands, over all its lines. */
  readonly at: Place;
}

/** A text without anything that is put in: its content, with how it is written. `end` is where the content of a heredoc ends, before its closing word. */
interface TextLiteral extends Located {
  readonly kind: "text";
  readonly text: string;
  readonly form: "quoted" | "heredoc";
  readonly end?: number;
}

/** A number, `true`, `false` or `null`, as it is written. */
interface PlainLiteral extends Located {
  readonly kind: "plain";
  readonly text: string;
}

export interface ObjectEntry {
  /** Undefined where the name is an expression. */
  readonly name: string | undefined;
  readonly key: Place;
  readonly value: Expression;
}

/** What can stand behind `=`. `other` is what is not followed: `for`, splats, directives of templates. */
export type Expression =
  | TextLiteral
  | PlainLiteral
  | (Located & { readonly kind: "template"; readonly parts: readonly (string | Expression)[] })
  | (Located & { readonly kind: "variable"; readonly name: string })
  | (Located & { readonly kind: "call"; readonly name: string; readonly parameters: readonly Expression[] })
  | (Located & { readonly kind: "tuple"; readonly items: readonly Expression[] })
  | (Located & { readonly kind: "object"; readonly entries: readonly ObjectEntry[] })
  | (Located & { readonly kind: "unary"; readonly operator: string; readonly operand: Expression })
  | (Located & {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Located & {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    })
  | (Located & { readonly kind: "member"; readonly of: Expression; readonly member: string | Expression })
  | (Located & { readonly kind: "other" });
