"""Grammar over a parse: who is logically subject and object of a word, and what hangs on it.

English says one thing in many shapes; here the shapes are folded. `Syntax.subjects` and `Syntax.objects` give
the logical arguments of a verb through passive, relative and reduced clauses, participles, control, raising and
coordination, so that a frame need only say "subject" and "object". Each answer is a list of head tokens, the
closest first.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.language import Parse

_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_OBJECT_CONTROL: Final = frozenset({"of", "for", "from", "into", "against", "over", "about", "with"})
_SUBJECT_DEPS: Final = ("nsubj", "csubj")
_CONJUNCT_CAP: Final = 8
_DEPTH: Final = 8
# "A Saudi-led strike" is done by Saudis; an "Iran-backed attack" need not be done by Iran.
_DOING: Final = frozenset(
    "held controlled occupied led launched imposed brokered mediated run ordered declared staged conducted "
    "negotiated".split()
)
_ACCUSING: Final = ("accus", "suspect", "convict", "acquit", "absolv", "warn")
_PREMODIFIER: Final = ("amod", "compound", "nmod", "poss")


class Syntax:
    """The grammatical relations of one document, computed on demand."""

    def __init__(self, parse: Parse, plans: frozenset[str] = frozenset()) -> None:
        """Wrap a parse.

        Args:
            parse: The document.
            plans: Nouns whose infinitive is done by whoever has them ("Israel's plan to attack").
        """
        self.parse = parse
        self._plans = plans
        self._subjects: dict[int, list[int]] = {}
        self._objects: dict[int, list[int]] = {}

    @cached_property
    def _passive(self) -> frozenset[int]:
        parse = self.parse
        return frozenset(
            token for token, coarse in enumerate(parse.coarse) if coarse == "V" and self._is_passive(token, 0)
        )

    def passive(self, verb: int) -> bool:
        """Whether a verb stands in the passive, full or reduced ("struck by", "being struck")."""
        return verb in self._passive

    def _is_passive(self, verb: int, depth: int) -> bool:
        parse = self.parse
        if parse.tags[verb] not in ("VBN", "VBD"):
            return False
        labels = {parse.deps[child] for child in parse.children[verb]}
        if labels & {"auxpass", "nsubjpass", "csubjpass"}:
            return True
        if parse.tags[verb] != "VBN" or "nsubj" in labels or depth > _DEPTH:
            return False
        if any(
            parse.lower[child] in ("have", "has", "had", "having", "'ve", "’ve") for child in parse.kids(verb, "aux")
        ):
            return False
        dep = parse.deps[verb]
        if dep == "acl" and self._main_in_disguise(verb):
            return False
        if dep in ("acl", "amod"):
            return True
        if dep in ("advcl", "relcl", "ccomp", "ROOT"):
            return "dobj" not in labels
        if dep == "conj" and "aux" not in labels:
            return self._is_passive(parse.heads[verb], depth + 1)
        return False

    def _main_in_disguise(self, verb: int) -> bool:
        """Whether a "participle" is really the sentence's verb: "The minister conferred with the envoy."."""
        parse = self.parse
        noun = parse.heads[verb]
        return (
            parse.deps[noun] == "ROOT"
            and verb > noun
            and not parse.kids(verb, "agent")
            and not any(parse.lower[prep] == "by" for prep in parse.kids(verb, "prep"))
            and not parse.kids(noun, "nsubj", "cop", "relcl", "appos")
        )

    def conjuncts(self, token: int) -> list[int]:
        """A token and what is coordinated with it, in order, at most eight."""
        out = [token]
        stack = [token]
        while stack and len(out) < _CONJUNCT_CAP:
            at = stack.pop()
            for child in self.parse.children[at]:
                if child not in out and (self.parse.deps[child] == "conj" or self._listed(at, child)):
                    out.append(child)
                    stack.append(child)
        return out

    def _listed(self, token: int, child: int) -> bool:
        """Whether an apposition of names begins a list: "Norway, the UK, Iceland and Malta"."""
        parse = self.parse
        if parse.deps[child] != "appos" or parse.coarse[child] != "P" or parse.coarse[token] != "P":
            return False
        return bool(parse.kids(child, "conj")) and parse.words[child - 1 : child] in ((",",), ("the",))

    def spread(self, tokens: Iterable[int]) -> list[int]:
        """Tokens with all their conjuncts; a relative pronoun gives way to its antecedent."""
        out: list[int] = []
        for token in tokens:
            for one in self.conjuncts(self._antecedent(token)):
                if one not in out:
                    out.append(one)
        return out

    def _antecedent(self, token: int) -> int:
        parse = self.parse
        if parse.lower[token] == "whose":
            verb = parse.heads[parse.heads[token]]
            return parse.heads[verb] if parse.deps[verb] == "relcl" else token
        if parse.lower[token] not in _RELATIVE or parse.tags[token] not in ("WDT", "WP", "IN", "DT"):
            return token
        verb = parse.heads[token]
        for _ in range(_DEPTH):
            if parse.deps[verb] == "relcl":
                return parse.heads[verb]
            if parse.deps[verb] not in ("conj", "xcomp", "ccomp", "prep", "auxpass", "aux"):
                return token
            verb = parse.heads[verb]
        return token

    def subjects(self, verb: int, depth: int = 0) -> list[int]:
        """The logical subjects of a verb: who does it."""
        if verb not in self._subjects:
            self._subjects[verb] = []  # a cycle of control ends here
            self._subjects[verb] = self._find_subjects(verb, depth)
        return self._subjects[verb]

    def _find_subjects(self, verb: int, depth: int) -> list[int]:
        parse = self.parse
        if self.passive(verb):
            agents = [pobj for agent in parse.kids(verb, "agent") for pobj in parse.kids(agent, "pobj")]
            if not agents:
                agents = self.prepositional(verb, frozenset({"by"}))
            return self.spread(agents)
        own = parse.kids(verb, *_SUBJECT_DEPS)
        if own:
            return self.spread(own)
        return [] if depth > _DEPTH else self._controller(verb, depth)

    def _controller(self, verb: int, depth: int) -> list[int]:  # noqa: PLR0911 -- one way out a construction
        """Who is understood as the surface subject of a verb that has none of its own."""
        parse = self.parse
        dep, head = parse.deps[verb], parse.heads[verb]
        if head == verb:
            return []
        if dep in ("conj", "dep"):
            return self.surface_subject(head, depth + 1)
        if dep in ("relcl", "acl"):
            if parse.coarse[head] == "V":
                return self.surface_subject(head, depth + 1)
            if parse.tags[verb] == "VB":
                return self._infinitive_of(head, depth)
            return self.spread([head])
        if dep in ("xcomp", "ccomp"):
            if parse.coarse[head] != "V":
                return self.surface_subject(head, depth + 1)
            if dep == "ccomp" and parse.tags[verb] not in ("VB", "VBG"):
                return []  # "told AFP that nobody was": the hearer does nothing
            objects = [child for child in parse.kids(head, "dobj", "dative") if child < verb]
            if objects and not self.passive(head):
                return self.spread(objects)
            return self.surface_subject(head, depth + 1)
        if dep == "advcl":
            return self.surface_subject(head, depth + 1)
        if dep == "pcomp":
            return self._controller_of_gerund(head, depth)
        if dep in ("acomp", "attr", "oprd"):
            return self.surface_subject(head, depth + 1)
        if dep == "amod":
            if self._gerund_in_disguise(verb):
                return self._controller_of_gerund(parse.heads[head], depth)
            return self.spread([head])
        return []

    def _gerund_in_disguise(self, verb: int) -> bool:
        """Whether an "adjective" behind a preposition is a gerund: "won the day by shelling Chilean forts"."""
        parse = self.parse
        return (
            parse.tags[verb] == "VBG"
            and parse.deps[verb] == "amod"
            and verb > 0
            and parse.deps[parse.heads[verb]] == "pobj"
            and parse.heads[parse.heads[verb]] == verb - 1
            and parse.lower[verb - 1] in ("by", "after", "before", "without", "of", "for", "from", "in", "about")
        )

    def holds_gerund(self, pobj: int) -> bool:
        """Whether an object of a preposition is really that of a gerund ("by striking sites")."""
        return any(self._gerund_in_disguise(child) for child in self.parse.kids(pobj, "amod"))

    def _infinitive_of(self, noun: int, depth: int) -> list[int]:
        """Who does what a noun's infinitive says: its holder for a plan, else who uses the thing."""
        parse = self.parse
        head = parse.heads[noun]
        if parse.deps[noun] == "dobj" and parse.coarse[head] == "V" and parse.kids(head, "dative"):
            given = [p for dative in parse.kids(head, "dative") for p in parse.kids(dative, "pobj") or [dative]]
            return self.spread(given)  # "gave the green light to Y to strike"
        if parse.lower[noun] not in self._plans and parse.deps[noun] == "dobj" and parse.coarse[head] == "V":
            return self.surface_subject(head, depth + 1)
        return self.holders(noun, depth + 1)

    def _controller_of_gerund(self, preposition: int, depth: int) -> list[int]:
        parse = self.parse
        governor = parse.heads[preposition]
        if parse.coarse[governor] == "V":
            if parse.lower[preposition] in _OBJECT_CONTROL:
                objects = self.objects(governor)
                if objects:
                    return objects
            return self.surface_subject(governor, depth + 1)
        if parse.coarse[governor] == "A":
            return self._controller(governor, depth + 1)
        accused = self.accused_before(governor) if parse.lower[preposition] == "of" else []
        return accused or self.holders(governor, depth + 1)

    def accused_before(self, noun: int) -> list[int]:
        """Who is accused, where "of doing it" hangs on a noun: "accused by Kenya's government of arming"."""
        parse = self.parse
        head = parse.heads[noun]
        verb = parse.heads[head] if parse.deps[head] == "agent" else head
        if parse.coarse[verb] != "V" or not parse.lower[verb].startswith(_ACCUSING):
            return []
        return self.objects(verb)

    def surface_subject(self, verb: int, depth: int = 0) -> list[int]:
        """What stands as subject before a verb, whatever its voice."""
        parse = self.parse
        own = parse.kids(verb, "nsubj", "nsubjpass", "csubj", "csubjpass")
        if own:
            return self.spread(own)
        return [] if depth > _DEPTH else self._controller(verb, depth)

    def holders(self, noun: int, depth: int = 0) -> list[int]:
        """Who has a plan, right, decision: its possessor, its adjective of nationality, or who announced it."""
        parse = self.parse
        own = parse.kids(noun, "poss")
        if own:
            return self.spread(own)
        head = parse.heads[noun]
        if depth <= _DEPTH and parse.deps[noun] in ("dobj", "attr") and parse.coarse[head] in ("V", ""):
            return (
                self.subjects(head, depth + 1) if parse.deps[noun] == "dobj" else self.surface_subject(head, depth + 1)
            )
        return parse.kids(noun, "amod", "compound", "nmod")

    def objects(self, verb: int) -> list[int]:
        """The logical objects of a verb: to whom or what it is done."""
        if verb not in self._objects:
            self._objects[verb] = []
            self._objects[verb] = self._find_objects(verb)
        return self._objects[verb]

    def _find_objects(self, verb: int) -> list[int]:  # noqa: PLR0911 -- one way out a construction
        parse = self.parse
        dep, head = parse.deps[verb], parse.heads[verb]
        if self.passive(verb):
            own = parse.kids(verb, "nsubjpass")
            if own:
                return self.spread(own)
            if dep in ("acl", "amod"):
                return self.spread([head])
            return self._controller(verb, 0)
        own = parse.kids(verb, "dobj")
        if own:
            return self.spread(own)
        if self._gerund_in_disguise(verb):
            return self.spread([head])
        small = [
            noun
            for clause in parse.kids(verb, "ccomp")
            if parse.coarse[clause] == "A"
            for noun in parse.kids(clause, "nsubj")
        ]
        if small:
            return self.spread(small)  # "found the driver guilty"
        if dep == "relcl" and not self._gap_filled(verb):
            return self.spread([head])
        if dep == "conj" and parse.coarse[head] == "V" and not parse.kids(verb, "prep", "prt", "xcomp", "ccomp"):
            # "attacked and burned the village": the object hangs on the first or the last of them
            return [token for token in self.objects(head) if token > verb]
        shared = [child for child in parse.kids(verb, "conj") if parse.coarse[child] == "V"]
        if shared and shared[0] - verb <= 2 and not parse.kids(verb, "prep", "prt", "xcomp", "ccomp"):  # noqa: PLR2004 -- "X and Y"
            return self.spread(parse.kids(shared[0], "dobj"))
        return []

    def _gap_filled(self, verb: int) -> bool:
        """Whether the relative pronoun of a relative clause is its subject (then no object is missing)."""
        parse = self.parse
        subjects = parse.kids(verb, "nsubj", "nsubjpass")
        if not subjects or any(
            parse.lower[token] in _RELATIVE and parse.tags[token] in ("WDT", "WP") for token in subjects
        ):
            return True
        return any(
            parse.lower[token] in _RELATIVE for prep in parse.kids(verb, "prep") for token in parse.kids(prep, "pobj")
        )

    def prepositional(self, token: int, prepositions: frozenset[str]) -> list[int]:
        """Objects of the prepositions that hang on a token; an empty set takes any preposition."""
        parse = self.parse
        found: list[int] = []
        for child in parse.children[token]:
            if parse.deps[child] not in ("prep", "agent", "dative", "prt", "advmod") or parse.coarse[child] not in (
                "I",
                "T",
                "R",
                "",
            ):
                continue
            word = parse.lower[child]
            inner = [pobj for pobj in parse.kids(child, "pobj") if not self.holds_gerund(pobj)]
            for nested in parse.kids(child, "prep"):  # "out of", "away from", "because of"
                if word in prepositions or parse.lower[nested] in prepositions or not prepositions:
                    inner = [*inner, *parse.kids(nested, "pobj")]
            if inner and (
                not prepositions
                or word in prepositions
                or any(parse.lower[n] in prepositions for n in parse.kids(child, "prep"))
            ):
                found.extend(inner)
        return self.spread(found)

    def complements(self, token: int) -> list[int]:
        """The verbs of what is undertaken, asked or said: complement clauses, gerunds, infinitives of its object."""
        parse = self.parse
        found = parse.kids(token, "xcomp", "ccomp")
        if parse.coarse[token] in ("N", "P"):
            found.extend(child for child in parse.kids(token, "acl") if parse.tags[child] == "VB")
        for prep in parse.kids(token, "prep"):
            found.extend(parse.kids(prep, "pcomp"))
        for noun in parse.kids(token, "dobj"):
            found.extend(child for child in parse.kids(noun, "acl") if parse.tags[child] == "VB")
        return self.spread_verbs(found)

    def spread_verbs(self, verbs: Iterable[int]) -> list[int]:
        """Verbs with their coordinated verbs."""
        return [one for verb in verbs for one in self.conjuncts(verb) if self.parse.coarse[one] in ("V", "")]

    def premodifiers(self, noun: int) -> list[int]:
        """Tokens that stand before a noun as adjective, compound or possessor, with what is joined to them."""
        found: list[int] = []
        for child in self.parse.kids(noun, *_PREMODIFIER):
            if child < noun:
                found.extend(self.conjuncts(child))
                if self.parse.deps[child] == "poss":
                    continue
                found.extend(self.parse.kids(child, "compound", "nmod", "amod"))
                if self.parse.lower[child] in _DOING:
                    found.extend(self.parse.kids(child, "npadvmod", "nsubj", "advmod"))
        return found
