import type { Place } from "../text/span.ts";
import { UNRESOLVED } from "../text/unresolved.ts";
import type { Entry, Item, Node, Scalar } from "../yaml/tree.ts";
import { FUNCTIONS } from "./functions.ts";
import type { Expression } from "./tree.ts";
import { FILLED, mapping, plainNode, sequence, stringNode, unknown } from "./values.ts";

/** A value behind a name. */
export interface Bound {
  readonly value: Node;
  /** Whether it is the default of what anybody may set from outside. */
  readonly isDefault: boolean;
}

/** What the names in an expression stand for. */
export interface Scope {
  /** Undefined for a name that has no value. */
  variable(name: string): Bound | undefined;
  /** A function that the file defines; undefined for every other. */
  function(name: string): OwnFunction | undefined;
}

/** A function that a file defines: `result` under its parameters. */
export interface OwnFunction {
  readonly parameters: readonly string[];
  readonly result: Expression;
}

/** How much may be worked out: each expression, and each item that comes out, counts as one. What is beyond is unknown. */
export class Budget {
  left = 100_000;
}

/** In UTF-16 code units: a longer text is unknown. */
const LONGEST_TEXT = 100_000;

/** The deepest that functions may call one another. */
const DEEPEST_CALL = 20;

/**
 * The value of an expression as a located tree. What stands in the file as it is has its own place; what is worked out has that of the whole expression, and is
 * `filled`. What nobody knows is a scalar with a hole.
 */
export function evaluate(expression: Expression, scope: Scope, budget: Budget, depth = 0): Node {
  return new Evaluation(scope, budget, depth).of(expression);
}

class Evaluation {
  readonly #scope: Scope;
  readonly #budget: Budget;
  readonly #depth: number;

  constructor(scope: Scope, budget: Budget, depth: number) {
    this.#scope = scope;
    this.#budget = budget;
    this.#depth = depth;
  }

  of(expression: Expression): Node {
    if (--this.#budget.left < 0) return unknown("an expression that is too long to be worked out", expression.at);
    switch (expression.kind) {
      case "text":
        return textNode(expression);
      case "plain":
        return { kind: "scalar", text: expression.text, quotes: "plain", at: expression.at };
      case "template":
        return this.#template(expression);
      case "variable":
        return this.#variable(expression.name, expression.at);
      case "call":
        return this.#call(expression);
      case "tuple": {
        const items = expression.items.map((item): Item => ({ value: this.of(item) }));
        return sequence(items, expression.at);
      }
      case "object":
        return this.#object(expression);
      case "conditional":
        return this.#conditional(expression);
      case "unary":
        return this.#unary(expression);
      case "binary":
        return this.#binary(expression);
      case "member":
        return this.#member(expression);
      case "other":
        return unknown("an expression that is not followed", expression.at);
    }
  }

  #object({ entries, at }: Expression & { readonly kind: "object" }): Node {
    const made = new Map<string, Entry>();
    for (const { name, key, value } of entries) if (name !== undefined) made.set(name, { key, value: this.of(value) });
    return mapping(made, at);
  }

  #variable(name: string, at: Place): Node {
    const bound = this.#scope.variable(name);
    if (bound === undefined) return unknown(name, at);
    return referredTo(bound, at, this.#budget);
  }

  #template({ parts, at }: Expression & { readonly kind: "template" }): Node {
    const values = parts.map((part) => (typeof part === "string" ? part : this.of(part)));
    const [only] = values;
    // What is put in alone keeps its type.
    if (values.length === 1 && typeof only === "object")
      return { ...only, at, ...(only.kind === "scalar" ? FILLED : {}) };
    let [text, literal] = ["", ""];
    const names: string[] = [];
    let hasDefault = false;
    for (const value of values) {
      if (typeof value === "string") {
        text += value;
        literal += value;
      } else if (value.kind === "scalar") {
        text += value.text;
        literal += value.written?.literal ?? value.text;
        hasDefault ||= value.written !== undefined;
        names.push(...(value.unknown ?? []));
      } else return unknown("a list in a text", at);
      if (text.length > LONGEST_TEXT) return unknown("a text that is too long", at);
    }
    return {
      ...stringNode(text, at),
      ...(names.length > 0 ? { unknown: names } : {}),
      ...(hasDefault ? { written: { literal, withDefaults: text } } : {}),
    };
  }

  #conditional({ condition, yes, no, at }: Expression & { readonly kind: "conditional" }): Node {
    const decided = booleanOf(this.of(condition));
    if (decided === undefined) return unknown(nameIn(condition), at);
    return this.of(decided ? yes : no);
  }

  #unary({ operator, operand, at }: Expression & { readonly kind: "unary" }): Node {
    const value = this.of(operand);
    if (value.kind !== "scalar" || value.unknown !== undefined) return unknown(nameIn(operand), at);
    const truth = booleanOf(value);
    if (operator === "!" && truth !== undefined) return plainNode(String(!truth), at);
    return operator === "-" && /^\d/.test(value.text)
      ? { kind: "scalar", text: `-${value.text}`, quotes: "plain", at }
      : unknown(nameIn(operand), at);
  }

  #binary({ operator, left, right, at }: Expression & { readonly kind: "binary" }): Node {
    const [a, b] = [this.of(left), this.of(right)];
    const known = booleanOf(a);
    if (operator === "&&" || operator === "||") {
      const other = booleanOf(b);
      const decisive = operator === "||";
      if (known === decisive || other === decisive) return plainNode(String(decisive), at);
      return known === undefined || other === undefined ? unknown(nameIn(left), at) : plainNode(String(!decisive), at);
    }
    if (a.kind !== "scalar" || b.kind !== "scalar") return unknown(nameIn(left), at);
    if (a.unknown !== undefined || b.unknown !== undefined)
      return unknown([...(a.unknown ?? []), ...(b.unknown ?? [])].join(", "), at);
    if (operator === "==" || operator === "!=") return plainNode(String(isSame(a, b) === (operator === "==")), at);
    const [x, y] = [Number(a.text), Number(b.text)];
    const result = arithmetic(operator, x, y);
    return result === undefined || a.text === "" || b.text === ""
      ? unknown(nameIn(left), at)
      : plainNode(String(result), at);
  }

  #member({ of, member, at }: Expression & { readonly kind: "member" }): Node {
    const outer = this.of(of);
    const key = typeof member === "string" ? stringNode(member, at) : this.of(member);
    if (key.kind !== "scalar" || key.unknown !== undefined) return unknown(nameIn(of), at);
    const found =
      outer.kind === "mapping"
        ? outer.entries.get(key.text)
        : outer.kind === "sequence"
          ? outer.items[Number(key.text)]
          : undefined;
    if (found === undefined) return unknown(nameIn(of), at);
    return referredTo({ value: found.value, isDefault: false }, at, this.#budget);
  }

  #call({ name, parameters, at }: Expression & { readonly kind: "call" }): Node {
    const values = parameters.map((one) => this.of(one));
    const own = this.#scope.function(name);
    if (own !== undefined) return this.#own(name, own, values, at);
    const made = FUNCTIONS.get(name)?.(values, at);
    this.#budget.left -= made?.kind === "sequence" ? made.items.length : 0;
    if (made === undefined || (made.kind === "scalar" && made.text.length > LONGEST_TEXT) || this.#budget.left < 0)
      return unknown(`${name}()`, at);
    return made;
  }

  #own(name: string, { parameters, result }: OwnFunction, values: readonly Node[], at: Place): Node {
    if (this.#depth >= DEEPEST_CALL || values.length !== parameters.length) return unknown(`${name}()`, at);
    const outer = this.#scope;
    const inner: Scope = {
      variable: (one) => {
        const value = values[parameters.indexOf(one)];
        return value === undefined ? outer.variable(one) : { value, isDefault: false };
      },
      function: (one) => outer.function(one),
    };
    return referredTo(
      { value: evaluate(result, inner, this.#budget, this.#depth + 1), isDefault: false },
      at,
      this.#budget,
    );
  }
}

/** A value where a name stands for it: a text is the name's own, a list or an object stays where it is written. */
function referredTo({ value, isDefault }: Bound, at: Place, budget: Budget): Node {
  if (value.kind === "scalar") {
    const { text, quotes, tag, unknown: names, written } = value;
    const literal = isDefault ? UNRESOLVED : written?.literal;
    return {
      ...{ kind: "scalar", text, quotes, at, ...FILLED },
      ...(tag === undefined ? {} : { tag }),
      ...(names === undefined ? {} : { unknown: names }),
      ...(literal === undefined ? {} : { written: { literal, withDefaults: text } }),
    };
  }
  if (value.kind === "sequence") {
    budget.left -= value.items.length;
    return { ...value, items: value.items.map((item) => ({ via: at, ...item })) };
  }
  budget.left -= value.entries.size;
  return { ...value, entries: new Map([...value.entries].map(([name, entry]) => [name, { via: at, ...entry }])) };
}

function textNode({ text, at, form, end = at.end }: Expression & { readonly kind: "text" }): Scalar {
  return form === "quoted"
    ? { kind: "scalar", tag: "string", text, quotes: "double", at }
    : {
        kind: "scalar",
        tag: "string",
        text,
        quotes: "literal",
        at: { ...at, end: at.start + 2 },
        whole: { start: at.start, end },
      };
}

function booleanOf(node: Node): boolean | undefined {
  if (node.kind !== "scalar" || node.unknown !== undefined) return undefined;
  return node.text === "true" ? true : node.text === "false" ? false : undefined;
}

/** A text and a number are never the same. */
function isSame(a: Scalar, b: Scalar): boolean {
  return a.text === b.text && (a.tag === "string") === (b.tag === "string");
}

function arithmetic(operator: string, x: number, y: number): number | boolean | undefined {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  switch (operator) {
    case "<":
      return x < y;
    case ">":
      return x > y;
    case "<=":
      return x <= y;
    case ">=":
      return x >= y;
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    default:
      return undefined;
  }
}

/** The first name in an expression, for whoever asks why its value is not known. */
function nameIn(expression: Expression): string {
  for (let next: Expression | undefined = expression; next !== undefined; ) {
    switch (next.kind) {
      case "variable":
        return next.name;
      case "call":
        return `${next.name}()`;
      case "member":
        next = next.of;
        break;
      case "unary":
        next = next.operand;
        break;
      case "binary":
        next = next.left.kind === "variable" || next.right.kind !== "variable" ? next.left : next.right;
        break;
      case "conditional":
        next = next.condition;
        break;
      default:
        return "an expression that is not followed";
    }
  }
  return "an expression that is not followed";
}
