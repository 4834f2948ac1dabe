"use strict";
(function () {
  const form = document.getElementById("page.search");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const units = [];
  for (const table of document.querySelectorAll("table")) {
    for (const body of table.tBodies) {
      let unit = null, led = false;
      body.units = [];
      for (const row of body.rows) {
        const kind = row.classList;
        if (kind.contains("heading") || kind.contains("elsewhere") || kind.contains("note")) { unit = null; led = false; continue; }
        if (kind.contains("total")) { led = false; unit = { rows: [row], fixed: true, body }; body.units.push(unit); continue; }
        if (unit && (kind.contains("more") || (led && !kind.contains("lead")))) { unit.rows.push(row); continue; }
        led = kind.contains("lead");
        unit = { rows: [row], body, place: body.units.length, traits: row.dataset.traits };
        body.units.push(unit);
        if (unit.traits !== undefined) units.push(unit);
      }
    }
  }

  if (form) {
    const words = document.getElementById("page.words"), found = document.getElementById("page.found");
    const selects = [...form.querySelectorAll("select")];
    const sections = [...new Set(units.map((unit) => unit.body.closest("section")))];
    const lists = new Set(units.filter((unit) => unit.rows[0].id));
    const pick = () => {
      const wanted = words.value.split(/\s+/).map(plain).filter(Boolean);
      const traits = selects.filter((select) => select.value).map((select) => select.dataset.trait + "." + select.value);
      let shown = 0;
      for (const unit of units) {
        const has = (" " + unit.traits + " ");
        unit.text = wanted.length ? unit.text || plain(unit.rows.map((row) => row.textContent).join(" ")) : unit.text;
        const fits = traits.every((trait) => has.includes(" " + trait + " ")) && wanted.every((word) => unit.text.includes(word));
        for (const row of unit.rows) row.hidden = !fits;
        unit.shown = fits;
        if (fits && lists.has(unit)) shown += 1;
      }
      const picking = wanted.length > 0 || traits.length > 0;
      for (const section of sections) {
        for (const table of section.querySelectorAll("table")) {
          for (const body of table.tBodies) body.hidden = picking && !body.units.some((unit) => unit.shown);
        }
        section.hidden = picking && ![...section.querySelectorAll("tbody")].some((body) => !body.hidden);
      }
      found.textContent = picking ? lists.size + "件のうち" + shown + "件" : lists.size + "件";
    };
    form.addEventListener("input", pick);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(pick));
    const open = () => {
      const to = document.querySelector(":target");
      if (to && (to.hidden || to.closest("[hidden]"))) { form.reset(); setTimeout(() => to.scrollIntoView()); }
    };
    addEventListener("hashchange", open);
    form.hidden = false;
    pick();
    open();
  }

  const order = new Intl.Collator("ja", { numeric: true });
  for (const table of document.querySelectorAll("table.sorted")) {
    for (const head of table.querySelectorAll("thead th[data-column]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const way = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
        for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
        if (way) head.setAttribute("aria-sort", way);
        const at = Number(head.dataset.column), sign = way === "descending" ? -1 : 1;
        const value = (unit) => {
          const cell = unit.rows[0].cells[at];
          return cell ? { number: cell.dataset.value === undefined ? NaN : Number(cell.dataset.value), text: cell.textContent.trim() } : { number: NaN, text: "" };
        };
        for (const body of table.tBodies) {
          const free = body.units.filter((unit) => !unit.fixed).map((unit) => ({ unit, ...value(unit) }));
          free.sort((one, two) => {
            if (!way) return one.unit.place - two.unit.place;
            if (!one.text !== !two.text) return one.text ? -1 : 1;
            const numbers = !Number.isNaN(one.number) && !Number.isNaN(two.number);
            return sign * (numbers ? one.number - two.number : order.compare(one.text, two.text)) || one.unit.place - two.unit.place;
          });
          const last = body.units.filter((unit) => unit.fixed).flatMap((unit) => unit.rows);
          const before = [...body.rows].find((row) => row.classList.contains("elsewhere") || row.classList.contains("note")) || null;
          for (const row of [...free.flatMap((one) => one.unit.rows), ...last]) body.insertBefore(row, before);
        }
      });
    }
  }

  const fit = () => {
    for (const box of document.querySelectorAll(".scroll")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0; else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", fit);
  fit();
})();
