/* The picture of a draft, in which steps are added and ways are drawn.
   Every deed is sent to the server, which changes the text; the picture is drawn anew from what
   comes back.  Nothing is kept here but what is looked at.  Without this script the page offers
   the forms, which do the same. */
"use strict";
(() => {
  const room = document.getElementById("canvas");
  if (!room || !window.cytoscape || !window.dagre) return;

  const find = (id) => document.getElementById(id);
  const said = find("canvas-said");
  const panel = find("canvas-chosen");
  let drawn = null;
  let busy = false;

  /* ---- colours are those of the style sheet, light or dark ---- */

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => [
    { selector: "node.state", style: {
      label: "data(title)", shape: "round-rectangle", width: 168, height: 56,
      "text-wrap": "wrap", "text-max-width": 152, "text-valign": "center",
      "font-family": colour("--face"), "font-size": 14, color: colour("--ink"),
      "background-color": colour("--paper"), "border-width": 1, "border-color": colour("--edge") } },
    { selector: "node.start", style: { "border-width": 3, "border-color": colour("--accent") } },
    { selector: "node.final", style: {
      shape: "round-tag", "background-color": colour("--fine-soft"), "border-color": colour("--fine") } },
    { selector: "node.failure, node.cancelled", style: {
      "background-color": colour("--paused-soft"), "border-color": colour("--paused") } },
    { selector: "node.paused", style: { "border-style": "dashed", "border-color": colour("--paused") } },
    { selector: "node.auto", style: { shape: "cut-rectangle", "border-style": "dotted" } },
    { selector: "node.wrong", style: { "border-color": colour("--late"), "border-width": 3 } },
    { selector: "edge", style: {
      label: "data(title)", "curve-style": "bezier", "target-arrow-shape": "triangle",
      width: 1.5, "line-color": colour("--muted"), "target-arrow-color": colour("--muted"),
      "font-family": colour("--face"), "font-size": 12, color: colour("--ink"),
      "text-background-color": colour("--ground"), "text-background-opacity": 1,
      "text-background-padding": 2, "text-wrap": "wrap", "text-max-width": 120 } },
    { selector: "edge[bends]", style: {
      "curve-style": "round-segments", "segment-weights": (each) => each.data("weights"),
      "segment-distances": (each) => each.data("bends"), "segment-radii": 14, "edge-distances": "node-position" } },
    { selector: "edge.auto, edge.late, edge.back", style: { "line-style": "dashed" } },
    { selector: ":selected", style: {
      "border-color": colour("--accent"), "border-width": 3, "line-color": colour("--accent"),
      "target-arrow-color": colour("--accent"), width: (each) => (each.isEdge() ? 3 : 168) } },
    { selector: "node.handle", style: {
      shape: "ellipse", width: 18, height: 18, label: "data(sign)", "text-valign": "center",
      "font-size": 14, color: colour("--on-accent"), "background-color": colour("--accent"),
      "border-width": 2, "border-color": colour("--paper") } },
    { selector: "node.aimed", style: { "border-color": colour("--accent"), "border-width": 4 } },
  ];

  const cy = window.cytoscape({
    container: room, style: style(), userZoomingEnabled: false, boxSelectionEnabled: false,
    autounselectify: false, minZoom: 0.2, maxZoom: 2,
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));

  /* ---- drawing ---- */

  const places = () => {
    const graph = new window.dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: room.clientWidth < 700 ? "TB" : "LR", nodesep: 36, edgesep: 24, ranksep: 56 });
    graph.setDefaultEdgeLabel(() => ({}));
    drawn.states.forEach((each) => graph.setNode(each.id, { width: 168, height: 56 }));
    drawn.ways.forEach((each) => {
      graph.setEdge(each.from, each.to, { width: 110, height: 20, labelpos: "c" }, each.id);
    });
    window.dagre.layout(graph);
    return graph;
  };

  /* Where a way bends, told as cytoscape wants it: along and beside the line between two steps. */
  const bends = (graph, way) => {
    const start = graph.node(way.from);
    const end = graph.node(way.to);
    const across = { x: end.x - start.x, y: end.y - start.y };
    const length = Math.hypot(across.x, across.y) || 1;
    const points = graph.edge(way.from, way.to, way.id).points.slice(1, -1);
    return {
      weights: points.map((each) => ((each.x - start.x) * across.x + (each.y - start.y) * across.y) / length ** 2),
      bends: points.map((each) => ((each.x - start.x) * across.y - (each.y - start.y) * across.x) / -length),
    };
  };

  const fit = () => {
    cy.fit(cy.elements(), 24);
    if (cy.zoom() > 1) { cy.zoom(1); cy.center(); }
  };

  /* As whole as can be read; a long procedure begins at its first step. */
  const begin = () => {
    fit();
    if (cy.zoom() >= 0.7) return;
    const first = cy.nodes(".start").first();
    cy.zoom(0.85);
    cy.center(first.nonempty() ? first : cy.nodes().first());
    if (room.clientWidth < 700) cy.panBy({ x: 0, y: 70 - room.clientHeight / 2 });
    else cy.panBy({ x: 110 - room.clientWidth / 2, y: 0 });
  };

  const draw = (found) => {
    const known = new Set((drawn ? drawn.states : []).map((each) => each.id));
    const first = !drawn;
    const chosen = cy.$(":selected").map((each) => each.id());
    drawn = found;
    const graph = places();
    const states = found.states.map((each) => ({
      group: "nodes", classes: ["state", ...each.marks].join(" "), position: graph.node(each.id),
      data: { id: each.id, title: each.title }, grabbable: false,
    }));
    const ways = found.ways.map((each) => ({
      group: "edges", classes: each.kind, data: { ...each, ...bends(graph, each), source: each.from, target: each.to },
    }));
    cy.elements().remove();
    cy.add([...states, ...ways]);
    if (first) begin();
    chosen.forEach((id) => cy.getElementById(id).select());
    const fresh = found.states.find((each) => !known.has(each.id));
    if (!first && fresh) {
      cy.getElementById(fresh.id).select();
      cy.center(cy.getElementById(fresh.id));
    }
    show();
    steps();
    find("canvas-undo").disabled = !found.can_undo;
    find("canvas-redo").disabled = !found.can_redo;
    const wrong = find("canvas-problems");
    wrong.replaceChildren(...found.problems.map((each) => {
      const line = document.createElement("li");
      line.className = each.level;
      line.textContent = each.said;
      return line;
    }));
  };

  /* ---- what is chosen ---- */

  const offer = (text, deed, kind) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `btn btn-small ${kind || ""}`;
    button.textContent = text;
    button.addEventListener("click", deed);
    return button;
  };

  const words = room.dataset;

  const show = () => {
    cy.$("node.handle").remove();
    const one = cy.$(":selected").first();
    panel.replaceChildren();
    if (one.empty()) { panel.textContent = words.nothing; return; }
    const title = document.createElement("h2");
    title.textContent = one.data("title") || one.id();
    panel.append(title);
    const about = one.isEdge() ? one.data("about")
      : (drawn.states.find((each) => each.id === one.id()) || {}).about;
    if (about) {
      const line = document.createElement("p");
      line.textContent = about;
      panel.append(line);
    }
    const row = document.createElement("p");
    row.className = "deeds";
    const form = (one.isEdge() ? one.data("form") : (drawn.states.find((each) => each.id === one.id()) || {}).form);
    if (form) {
      const link = document.createElement("a");
      link.href = form;
      link.className = "btn btn-small";
      link.textContent = words.open;
      row.append(link);
    }
    if (one.isEdge() && one.data("kind") === "action") {
      row.append(offer(words.rename, () => rename(one)), offer(words.remove, () => remove(one)));
      handle(one.targetEndpoint(), "›", (state) => send({
        op: "retarget", state: one.data("from"), action: one.data("action"), to: state }));
    }
    if (one.isNode()) {
      row.append(offer(words.draw, () => connectByList(one.id())), offer(words.rename, () => rename(one)),
        offer(words.remove, () => remove(one)));
      const box = one.boundingBox({ includeLabels: false });
      if (!one.hasClass("final") && !one.hasClass("auto")) {
        handle({ x: box.x2 + 14, y: (box.y1 + box.y2) / 2 }, "+", (state) => connect(one.id(), state));
      }
    }
    panel.append(row);
  };

  /* A handle is dragged onto a step; anywhere else it goes back. */
  const handle = (position, sign, deed) => {
    const knob = cy.add({ group: "nodes", classes: "handle", data: { id: ":handle", sign }, position: { ...position } });
    const under = () => cy.nodes(".state").filter((each) => {
      const box = each.boundingBox({ includeLabels: false });
      const { x, y } = knob.position();
      return x >= box.x1 && x <= box.x2 && y >= box.y1 && y <= box.y2;
    }).first();
    knob.on("drag", () => {
      cy.nodes(".aimed").removeClass("aimed");
      under().addClass("aimed");
    });
    knob.on("free", () => {
      const state = under();
      cy.nodes(".aimed").removeClass("aimed");
      knob.position({ ...position });
      if (state.nonempty()) deed(state.id());
    });
  };

  /* ---- asking ---- */

  const ask = (name, fill) => new Promise((done) => {
    const box = find(name);
    const form = box.querySelector("form");
    form.reset();
    if (fill) fill(form);
    box.returnValue = "";
    box.addEventListener("close", () => {
      done(box.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null);
    }, { once: true });
    box.showModal();
  });

  const states = (form, but) => {
    const list = form.elements.to;
    list.replaceChildren(...drawn.states.filter((each) => each.id !== but).map((each) => new Option(each.title, each.id)));
  };

  const connect = async (from, to) => {
    const told = await ask("ask-way", (form) => { states(form); form.elements.to.value = to; });
    if (told) send({ op: "connect", state: from, ...told });
  };
  const connectByList = async (from) => {
    const told = await ask("ask-way", (form) => states(form, from));
    if (told) send({ op: "connect", state: from, ...told });
  };
  const rename = async (one) => {
    const told = await ask("ask-name", (form) => { form.elements.title.value = one.data("title"); });
    if (!told) return;
    send(one.isEdge() ? { op: "rename", state: one.data("from"), action: one.data("action"), ...told }
      : { op: "rename", state: one.id(), ...told });
  };
  const remove = async (one) => {
    const told = await ask("ask-remove", (form) => {
      form.querySelector("[data-name]").textContent = one.data("title") || one.id();
    });
    if (!told) return;
    send(one.isEdge() ? { op: "remove", state: one.data("from"), action: one.data("action") }
      : { op: "remove", state: one.id() });
  };

  /* ---- speaking with the server ---- */

  const tell = (text, kind) => {
    said.textContent = text;
    said.className = text ? `notice notice-${kind}` : "";
  };

  const take = async (answer) => {
    const found = await answer.json().catch(() => null);
    if (answer.ok && found) { draw(found); return true; }
    tell(found && found.sentence ? [found.sentence, found.way_out].filter(Boolean).join(" ") : words.lost, "wrong");
    if (found && found.states) draw(found);
    return false;
  };

  const send = async (deed) => {
    if (busy) return;
    busy = true;
    tell("", "");
    try {
      const answer = await fetch(words.address, {
        method: "POST", credentials: "same-origin",
        headers: { "X-CSRF-Token": words.token, Accept: "application/json" },
        body: new URLSearchParams({ ...deed, seen: drawn.revision }),
      });
      if (await take(answer)) tell(words.kept, "done");
    } catch { tell(words.lost, "wrong"); } finally { busy = false; }
  };

  /* ---- buttons, keys, and a list for who does not point ---- */

  const steps = () => {
    find("canvas-steps").replaceChildren(...drawn.states.map((each) => {
      const line = document.createElement("li");
      line.append(offer(each.title, () => {
        cy.$(":selected").unselect();
        cy.getElementById(each.id).select();
        cy.center(cy.getElementById(each.id));
        panel.focus();
      }, "as-link"));
      return line;
    }));
  };

  find("canvas-add").addEventListener("click", async () => {
    const told = await ask("ask-step");
    if (told) send({ op: "add", ...told });
  });
  find("canvas-undo").addEventListener("click", () => send({ op: "undo" }));
  find("canvas-redo").addEventListener("click", () => send({ op: "redo" }));
  const zoom = (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: room.clientWidth / 2, y: room.clientHeight / 2 } });
  find("canvas-nearer").addEventListener("click", () => zoom(1.25));
  find("canvas-further").addEventListener("click", () => zoom(0.8));
  find("canvas-whole").addEventListener("click", fit);
  room.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.1 : 0.9);
  }, { passive: false });
  cy.on("select unselect", "node.state, edge", () => setTimeout(show));
  cy.on("tap", (event) => { if (event.target === cy) { cy.$(":selected").unselect(); } });
  cy.on("dbltap", "node.state, edge.action", (event) => rename(event.target));
  document.addEventListener("keydown", (event) => {
    if (["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName) || document.querySelector("dialog[open]")) return;
    const one = cy.$(":selected").first();
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === "z") { event.preventDefault(); send({ op: event.shiftKey ? "redo" : "undo" }); }
    else if (event.key === "Delete" && one.nonempty()) remove(one);
    else if (event.key === "F2" && one.nonempty()) rename(one);
  });
  document.querySelectorAll("dialog [data-close]").forEach((button) =>
    button.addEventListener("click", () => button.closest("dialog").close("")));

  fetch(words.address, { credentials: "same-origin", headers: { Accept: "application/json" } })
    .then(take).catch(() => tell(words.lost, "wrong"));
  document.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = false; });
})();
