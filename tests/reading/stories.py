"""Invented stories of towns that are not: days without violence, and days with."""

from __future__ import annotations

QUIET = [
    (
        "Bake sale raises $4,000 for Elm Street library",
        "Volunteers in Millbrook, Ohio raised more than $4,000 on Saturday at the spring bake sale"
        " on Elm Street, organizers said.\nThe money will go to new shelves, said Dana Whitlow.",
    ),
    (
        "Council votes to widen Route 9",
        "The Port Alder City Council voted 5-2 on Tuesday night to widen Route 9 between Oak Street"
        " and Main Street.\nMayor Ellen Pryce said construction would begin in May.",
    ),
    (
        "Wildcats fall to Harbor in overtime",
        "Finn Oake scored 31 points Friday but the Wildcats fell 88-86 in overtime when a last shot"
        " rolled off the rim.\nCoach Gia Prell said the team had its chances.",
    ),
    (
        "Storm knocks out power to 3,000",
        "A storm knocked out power to about 3,000 customers in Cedar Flats, Texas, early Monday,"
        " the utility said. Crews were at work on the 400 block of Quarry Road.",
    ),
]

VIOLENT = [
    (
        "Man shot on Juniper Street",
        "A 24-year-old man was shot Tuesday night in the 300 block of Juniper Street in Port Alder,"
        " police said. He was taken to a hospital.",
    ),
    (
        "",
        "Police found two people dead of gunshot wounds in a house in Mill Harbor on Monday.",
    ),
    (
        "Teen charged in killing of classmate",
        "Bo Tandry, 17, was charged Wednesday with murder in the death of Cleo Marsh, who was"
        " stabbed outside a school in Cedar Flats on Friday, prosecutors said.",
    ),
    (
        "Hunter dies after gun goes off",
        "A hunter died Saturday when his rifle discharged as he climbed into a deer stand, the"
        " Quarry County sheriff said.",
    ),
]
