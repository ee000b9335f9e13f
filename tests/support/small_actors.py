"""A models folder with a handful of actors, for tests of how facts are read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from extractor.paths import models_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES: Final = {
    "states.yml": """
states:
  - {id: NOR, name: Norway, names: [Norge, Norvegia], acronyms: [NO], adjectives: [Norwegian],
     people: [Norwegian, Norwegians], capital: Oslo, lat: "59.91", lon: "10.75", seats: [Oslo],
     organs: [{id: NOR.MIL.guard, name: Home Guard, role: MIL, type: military},
              {id: NOR.LEG.storting, name: Storting, role: LEG, type: government}]}
  - {id: SWE, name: Sweden}
  - {id: svalbard, name: Svalbard, part_of: NOR, role: PRE}
""",
    "armed_groups.yml": """
actors:
  - {id: front, name: Berg Front, common: [bergers], type: armed_group, role: REB, other_roles: [PTY], country: NOR,
     periods: [{from: "2015", to: "2021", role: GOV}], active: {from: "1950", to: "2022"},
     members: [NOR], backers: [SWE]}
""",
    "organisations.yml": "actors: []\n",
    "parties.yml": """
actors:
  - {id: red-party, name: Red Party, names: [Red Bloc], type: party, role: PTY, country: NOR, needs: [NOR]}
  - {id: blue-party, name: Blue Party, type: party, role: PTY, country: NOR, needs: [NOR]}
""",
    "officials/all.yml": """
officials:
  - {id: person.kari-berg, name: Kari Berg, gender: f, country: NOR, offices: [
      {office: president, role: GOV, from: "2000-05-07", to: "2008-05"},
      {office: envoy, from: "2009", country: SWE}]}
  - {id: person.siv-lund, name: Siv Lund, country: NOR, offices: [{office: leader, role: REB, of: front}]}
  - {id: person.ole-dahl, name: Ole Dahl, country: NOR}
""",
    "peoples.yml": "peoples: [{id: sami, name: Sami, adjectives: [Sami], people: [Sami, Saami], role: CVL}]\n",
    "given_names.yml": "female: [Kari, Siv, Aung San]\nmale: [Ole]\n",
    "profiles.yml": """
profiles:
  - {state: NOR, neighbours: [SWE], organs: [
      {id: NOR.MIL.guard, name: Guards, role: MIL, type: military},
      {id: NOR.LEG.parliament, name: Norwegian Parliament, names: [Storting], role: LEG, type: government},
      {id: NOR.MIL.coast-watch, name: Coast Watch, role: MIL, type: military}]}
""",
    "profile_parties.yml": """
actors:
  - {id: green-party, name: Green Party, type: party, role: PTY, country: SWE}
  - {id: red-party.swe, name: Red Party, type: party, role: PTY, country: SWE}
""",
    "places.yml": "places: [{name: Bergen, country: NOR, lat: '60.4', lon: '5.3'}, {name: Oslo, country: NOR}]\n",
    "towns.yml": """
towns:
- {name: Ålby, country: NOR, also: [SWE], names: [Aalby, Alebi], lat: "60.1", lon: "-5.2"}
- {name: Nyby, country: SWE}
""",
    "cues.yml": (models_dir() / "actors" / "cues.yml").read_text(encoding="utf-8"),
    "not_actors.yml": "names: [Norway Street]\neveryday: [Red Bloc]\n",
    "roles.yml": """
heads:
  - {nouns: [soldier, troop], role: MIL, type: military}
modifiers:
  - {words: [former, ex], role: ELI}
""",
}


def small_actors(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write a models folder whose only actors are these.

    Args:
        folder: Where; must be empty.
        files: Texts in place of those above, by file name.

    Returns:
        The folder.
    """
    (folder / "actors" / "officials").mkdir(parents=True)
    for name, text in {**FILES, **(files or {})}.items():
        (folder / "actors" / name).write_text(text, encoding="utf-8")
    (folder / "relations").mkdir()
    shutil.copy(models_dir() / "relations" / "forms.yml", folder / "relations" / "forms.yml")
    return folder
