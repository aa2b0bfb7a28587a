"""The expected "no"."""

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818  (it is not a fault: the product's word is better)
    """An expected "no": one sentence that says what happened, what is safe and what to do.

    `field` names the form field the sentence belongs under; without one it answers the
    person who acted as an ephemeral line. A form in which several fields are wrong tells so in
    one go: `also` has the sentences of the others. Source: product.md, "Errors".
    """

    def __init__(
        self, sentence: str, *, field: str | None = None, also: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.also = dict(also or {})
