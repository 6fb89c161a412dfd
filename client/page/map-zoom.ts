/** How large the picture is, and which part of it is seen. A picture that is as wide as the page is the rule; the other fit shows all of it at once. */
export class Zoom {
  readonly #view: HTMLElement;
  readonly #button: HTMLElement;
  /** A scale, or what it is made to fit. */
  #level: number | "width" | "all" = "width";
  #dragged = false;

  /** `button` shows whether all of the picture is made to fit. */
  constructor(view: HTMLElement, button: HTMLElement) {
    this.#view = view;
    this.#button = button;
    view.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
    view.addEventListener("pointerdown", (event) => this.#onPointer(event));
  }

  /** Makes the whole picture fit, or its width again. */
  fit(): void {
    this.#level = this.#level === "all" ? "width" : "all";
    this.apply();
  }

  /** One step larger or smaller; the middle of what is seen stays there. */
  step(direction: 1 | -1): void {
    const { clientWidth, clientHeight } = this.#view;
    this.#zoomAt(direction, clientWidth / 2, clientHeight / 2);
  }

  /** Gives the picture its size, after it or the page has changed. */
  apply(): void {
    this.#button.setAttribute("aria-pressed", String(this.#level === "all"));
    const svg = this.#picture();
    if (!svg || this.#view.clientWidth === 0) return;
    const { width, height } = svg.viewBox.baseVal;
    const scale = this.#scale(width, height);
    svg.setAttribute("width", String(Math.floor(width * scale)));
    svg.setAttribute("height", String(Math.floor(height * scale)));
  }

  /** Whether the pointer has just drawn the picture along, so that a click is none. */
  wasDragged(): boolean {
    const was = this.#dragged;
    this.#dragged = false;
    return was;
  }

  #picture(): SVGSVGElement | null {
    return this.#view.querySelector("svg");
  }

  #scale(width: number, height: number): number {
    const { clientWidth, clientHeight } = this.#view;
    if (typeof this.#level === "number") return this.#level;
    const wide = Math.min(LARGEST_FIT, clientWidth / width);
    return this.#level === "width" ? wide : Math.min(wide, clientHeight / height);
  }

  #zoomAt(direction: number, x: number, y: number): void {
    const svg = this.#picture();
    if (!svg) return;
    const { width, height } = svg.viewBox.baseVal;
    const before = this.#scale(width, height);
    const after = Math.min(LARGEST, Math.max(SMALLEST, before * STEP ** direction));
    const { scrollLeft, scrollTop } = this.#view;
    this.#level = after;
    this.apply();
    this.#view.scrollTo(((scrollLeft + x) * after) / before - x, ((scrollTop + y) * after) / before - y);
  }

  #onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = this.#view.getBoundingClientRect();
    this.#zoomAt(event.deltaY < 0 ? 1 : -1, event.clientX - left, event.clientY - top);
  }

  /** Draws the picture along with the pointer, once that has gone further than a click does. */
  #onPointer(down: PointerEvent): void {
    if (down.button !== 0) return;
    this.#dragged = false;
    const { scrollLeft, scrollTop } = this.#view;
    const moved = ({ clientX, clientY }: PointerEvent) => {
      const [x, y] = [clientX - down.clientX, clientY - down.clientY];
      this.#dragged ||= Math.hypot(x, y) > CLICK;
      this.#view.classList.toggle("dragged", this.#dragged);
      if (this.#dragged) this.#view.scrollTo(scrollLeft - x, scrollTop - y);
    };
    const end = () => {
      window.removeEventListener("pointermove", moved);
      this.#view.classList.remove("dragged");
    };
    window.addEventListener("pointermove", moved);
    for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, end, { once: true });
  }
}

const STEP = 1.2;
const SMALLEST = 0.1;
const LARGEST = 4;
/** A picture is made no larger than this to fill a page. */
const LARGEST_FIT = 1.35;
/** How far a pointer moves during a click, in CSS pixels. */
const CLICK = 4;
