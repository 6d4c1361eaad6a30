"""Forms: a colander schema, shown with our own templates.

    form = forms.form(request, schema, buttons=[Button("ask", _("Ask for opinions"))])
    filled = form.answers()
    if filled is not None:
        ask_opinions(request.acting, ..., **filled)
        return HTTPSeeOther(...)
    return {"form": form.shown()}

``answers`` gives ``None`` until the form was sent and everything in it is
right; ``shown`` then shows it again with what was typed, the mistakes beside
their fields and listed at the top.  The templates hold no script and no style,
and work without either.  The token against forms of other sites and the
form's nonce (one sending, one effect) are hidden in each form.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import colander
import deform
import peppercorn
from chameleon.utils import Markup
from deform.template import ZPTRendererFactory, ZPTTemplateLoader
from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.request import Request
from pyramid.settings import asbool

from motcua.acting import Refusal
from motcua.pages import typed
from motcua.pages.languages import say_in_template
from motcua.words import Sentence, translate

TEMPLATES = Path(__file__).parent / "templates" / "form"
RENDERER = "motcua.form_renderer"
FORM, NONCE = "__formid__", "__nonce__"
AGAIN = "__again__"
"""In a form that is only to be shown once more, as it was filled in before signing in again."""
A_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class Button:
    """A verb of the office, never *Submit*."""

    name: str
    title: Sentence
    kind: str = "main"
    """main (one to a page), grave (cannot be taken back), or empty."""
    type: str = "submit"
    value: str = ""
    skips_checks: bool = False
    """Whether what is wrong does not matter, as for keeping a draft."""


class Form(deform.Form):
    """One form on one page, for one request."""

    request: Request
    failure: deform.ValidationFailure | None = None
    refusal: Refusal | None = None
    """What an action said against it, once it had been filled in rightly."""
    filled: Mapping[str, Any] = MappingProxyType({})
    """What was filled in, once all of it was right."""

    def __init__(self, request: Request, schema: colander.SchemaNode, **facts: Any):
        self.note: Sentence = facts.pop("note", "")
        super().__init__(schema, renderer=request.registry[RENDERER], **facts)
        self.request = request
        name_fields(self, self.formid)

    @property
    def was_sent(self) -> bool:
        """Say whether this form, and no other on the page, is being answered."""
        return self.request.method == "POST" and (
            self.request.POST.get(FORM, self.formid) == self.formid
        )

    @property
    def pressed(self) -> str:
        """Return the name of the button that sent the form; the first where none is named."""
        names = [each.name for each in self.buttons]
        return next(
            (name for name in names if name in self.request.POST), names[0] if names else ""
        )

    def answers(self) -> dict[str, Any] | None:
        """Return what was filled in, once it was sent and all of it is right."""
        if not self.was_sent:
            return None
        if AGAIN in self.request.POST:
            self._show_as_typed()
            return None
        try:
            self.filled = self.validate(typed.fields_of(self.request.POST.items()))
        except deform.ValidationFailure as failure:
            self.failure = failure
            return None
        return dict(self.filled)

    def _show_as_typed(self) -> None:
        """Let the form be shown with what came, whether or not it is right: nobody sent it yet."""
        with suppress(ValueError):
            self.set_pstruct(peppercorn.parse(typed.fields_of(self.request.POST.items())))
        self.failure = deform.ValidationFailure(self, self.cstruct, None)

    def shown(self, values: Mapping[str, Any] | None = None) -> Markup:
        """Return the form as markup: as it was sent, or with ``values`` filled in."""
        if self.failure is not None:
            return Markup(self.failure.render())
        return Markup(self.render(dict(values or {})))

    def refuse(self, field: str, sentence: Sentence) -> None:
        """Show the form again with a mistake that only an action could find."""
        child = self[field]
        error = colander.Invalid(child.schema, translate(sentence, self.request.locale_name))
        whole = colander.Invalid(self.schema)
        whole.add(error, self.schema.children.index(child.schema))
        self._fail(whole)

    def refused(self, refusal: Refusal) -> None:
        """Show the form again as it was sent, under what an action said against it."""
        self.refusal = refusal
        self._fail(colander.Invalid(self.schema))
        self.request.response.status_int = 409

    def _fail(self, whole: colander.Invalid) -> None:
        if self.failure is None:
            cstruct = self.schema.serialize(_said(self.filled))
        else:
            cstruct = self.failure.cstruct
        self.failure = deform.ValidationFailure(self, cstruct, whole)
        self.widget.handle_error(self, whole)

    def again(self) -> None:
        """Show the form again as it was sent: it asked for another line, and was not meant yet.

        Nothing is said against what is still missing.
        """
        if self.answers() is None and self.failure is not None:
            cstruct = self.failure.cstruct
            _forget_mistakes(self)
        else:
            cstruct = self.schema.serialize(_said(self.filled))
        self.failure = deform.ValidationFailure(self, cstruct, None)

    def renew(self, name: str, value: object) -> None:
        """Let a hidden field carry what is so now, when the form is shown again."""
        if self.failure is not None:
            self[name].cstruct = str(value)

    @property
    def nonce(self) -> str:
        """Return what makes this form one: the same when it is shown again or sent twice."""
        if not hasattr(self, "_nonce"):
            sent = self.request.POST.get(NONCE, "") if self.was_sent else ""
            kept = isinstance(sent, str) and A_NONCE.fullmatch(sent)
            self._nonce = sent if kept else secrets.token_urlsafe(18)
        return self._nonce

    @property
    def csrf_token(self) -> str:
        """Return the token without which the form is not taken."""
        return get_csrf_token(self.request)

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Do ``deed``; say whether it was done.

        Where it is refused, what it had begun is undone, and the form is shown
        again with the sentence and with everything that was typed.
        """
        refusal = tried(self.request, deed)
        if refusal is not None:
            self.refused(refusal)
        return refusal is None

    def mistakes(self) -> list[tuple[str, str, list[str]]]:
        """Return each wrong field: its id, its title, and what is wrong with it."""
        return list(_mistakes(self))


def form(
    request: Request,
    schema: colander.SchemaNode,
    *,
    buttons: Sequence[Button] = (),
    action: str = "",
    formid: str = "form",
    note: Sentence = "",
) -> Form:
    """Return a form over ``schema`` for this request."""
    bound = schema.bind(request=request, acting=request.acting, language=request.locale_name)
    return Form(
        request,
        bound,
        buttons=tuple(buttons),
        action=action or request.path_qs,
        formid=formid,
        note=note,
        focus="off",
    )


def hidden(name: str, kind: colander.SchemaType) -> colander.SchemaNode:
    """Return a node that travels with the form unseen."""
    return colander.SchemaNode(kind, name=name, widget=deform.widget.HiddenWidget())


def tried(request: Request, deed: Callable[[], object]) -> Refusal | None:
    """Do ``deed``; undo what it began and return the refusal, where it is refused.

    For pages that show what was typed once more, beside the sentence.
    """
    begun = request.tm.savepoint(optimistic=True)
    try:
        deed()
    except Refusal as refusal:
        begun.rollback()
        return refusal
    return None


def _said(filled: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was filled in without what was left empty."""
    return {
        name: _said(value) if isinstance(value, Mapping) else value
        for name, value in filled.items()
        if value is not None
    }


def name_fields(parent: Any, prefix: str) -> None:
    """Give each field an id made of its names, the same at every showing."""
    for child in parent.children:
        child.oid = f"{prefix}-{child.name}"
        name_fields(child, child.oid)


def _forget_mistakes(field: Any) -> None:
    field.error = None
    for child in field.children:
        _forget_mistakes(child)


def _mistakes(field: Any) -> Iterator[tuple[str, str, list[str]]]:
    for child in field.children:
        inside = list(_mistakes(child))
        if inside:
            yield from inside
        elif child.error is not None:
            target = getattr(child.widget, "focused", "{}").format(child.oid)
            title = "" if getattr(child.widget, "own_label", False) else child.title
            yield target, title, child.error.messages()
    if field.parent is None and field.error is not None and field.error.msg:
        yield field.formid, "", field.error.messages()


class Renderer(ZPTRendererFactory):
    """Our templates, which find ready what describes a field and how sizes are said."""

    def __init__(self, auto_reload: bool):
        super().__init__((str(TEMPLATES),), auto_reload=auto_reload)
        self.loader = ZPTTemplateLoader(
            search_path=(str(TEMPLATES),),
            auto_reload=auto_reload,
            translate=say_in_template,
        )

    def __call__(self, template_name: str, **kw: Any) -> str:
        """Set one template."""
        field = kw["field"]
        kw.setdefault("described", _described(field))
        kw.setdefault("size", field.get_root().request.voice.size)
        return super().__call__(template_name, **kw)


def _described(field: Any) -> str | None:
    """Return the ids of the help and the mistake of a field, for readers who listen."""
    there = {"help": field.description, "error": field.error}
    return " ".join(f"{field.oid}-{part}" for part, said in there.items() if said) or None


def includeme(config: Configurator) -> None:
    """Make the renderer of forms: our templates, and none of deform's own."""
    config.registry[RENDERER] = Renderer(
        asbool(config.registry.settings.get("pyramid.reload_templates"))
    )
