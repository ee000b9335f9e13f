"""A models folder with a handful of rules of our own, over the frames, forms and cues that are shipped."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from extractor.paths import models_dir

if TYPE_CHECKING:
    from pathlib import Path

# One rule a frame, so that a test of a frame fails for that frame alone, whatever becomes of the shipped rules.
RULES: Final = """
rules:
  - id: assault.strike
    event: ASSAULT
    triggers: {verbs: [strike]}
    frames: [acts_on]
    examples: ["[Israel] struck {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.clash
    event: ASSAULT
    triggers: {verbs: [clash]}
    frames: ["acts_prep(with)"]
    examples: ["[Israel] clashed with {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.embargo
    event: ASSAULT
    triggers: {verbs: [lift]}
    objects: [sanction]
    frames: ["through(on|against)"]
    examples: ["[Israel] lifted sanctions on {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.meet
    event: ASSAULT
    triggers: {verbs: [meet]}
    frames: [reciprocal]
    examples: ["[Israel] met {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.raid
    event: ASSAULT
    triggers: {nouns: [raid]}
    frames: ["nominal(on|against)"]
    examples: ["[Israel]'s raid on {Iran} failed."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.attack
    event: ASSAULT
    triggers: {nouns: [attack]}
    frames: [light]
    examples: ["[Israel] launched an attack on {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.talks
    event: ASSAULT
    triggers: {nouns: [talk]}
    frames: [between]
    examples: ["Talks between [Israel] and {Iran} failed."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.demand
    event: ASSAULT
    triggers: {verbs: [demand]}
    frames: [clause]
    examples: ["[Israel] demanded that {Iran} leave."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.urge
    event: ASSAULT
    triggers: {verbs: [urge]}
    frames: [urges]
    examples: ["[Israel] urged {Iran} to leave."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.insist
    event: ASSAULT
    triggers: {verbs: [insist]}
    frames: [obliges]
    examples: ["[Israel] insisted that {Iran} must leave."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.agree
    event: ASSAULT
    triggers: {verbs: [agree]}
    frames: [undertakes]
    examples: ["[Israel] agreed to help {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.backed
    event: ASSAULT
    triggers: {suffixes: [backed], prefixes: [pro]}
    frames: [hyphen]
    examples: ["[Iran]-backed {rebels} left."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.ally
    event: ASSAULT
    triggers: {nouns: [ally], adjectives: [hostile]}
    frames: [is_to]
    examples: ["[Israel] is an ally of {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.proxy
    event: ASSAULT
    triggers: {nouns: [proxy]}
    frames: [of]
    examples: ["{Iran}'s proxy [Hezbollah] left."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.station
    event: ASSAULT
    triggers: {verbs: [station]}
    frames: [placed]
    examples: ["[Israel] was stationed near {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.suspend
    event: ASSAULT
    triggers: {verbs: [suspend]}
    frames: [shut_out]
    examples: ["[Israel] suspend {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.rally
    event: ASSAULT
    triggers: {verbs: [rally]}
    frames: [rallies]
    examples: ["[Israel] rally {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.condemn
    event: ASSAULT
    triggers: {verbs: [condemn]}
    frames: [deed]
    examples: ["[Israel] condemn {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.shell
    event: ASSAULT
    triggers: {verbs: [shell]}
    frames: [acts_at]
    examples: ["[Israel] shell {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.jail
    event: ASSAULT
    triggers: {verbs: [jail]}
    frames: [acts_on, by_state]
    examples: ["[Israel] jail {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.host
    event: ASSAULT
    triggers: {verbs: [host]}
    frames: [hosted]
    examples: ["[Israel] was hosted by {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.obtain
    event: ASSAULT
    triggers: {verbs: [obtain]}
    objects: ["*"]
    frames: ["gets(from)"]
    examples: ["{Israel} obtained tanks from [Iran]."]
    counter_examples: ["[Israel] saw {Iran}."]
  - id: assault.arrive
    event: ASSAULT
    triggers: {verbs: [arrive]}
    subjects: [gunman]
    frames: ["acts_prep(in)"]
    examples: ["[Israeli gunmen] arrived in {Iran}."]
    counter_examples: ["[Israel] saw {Iran}."]
"""


def small_models(folder: Path, rules: str = RULES, frames: str | None = None) -> Path:
    """Write a models folder whose only rules are these (all in `assault.yml`).

    Args:
        folder: Where; must be empty.
        rules: The text of `relations/assault.yml`.
        frames: The text of `relations/frames.yml`; None takes the shipped one.
    """
    shipped = models_dir() / "relations"
    relations = folder / "relations"
    shutil.copytree(shipped, relations)
    for file in relations.glob("*.yml"):
        if file.name not in ("frames.yml", "forms.yml", "ontology.yml"):
            file.write_text("rules: []\n")
    (relations / "assault.yml").write_text(rules)
    if frames is not None:
        (relations / "frames.yml").write_text(frames)
    return folder
