"""Invented pages: calm ones in the words that stories of violence use, and short violent ones.

A golfer shoots 67, a nurse gives shots, a bill is killed, a film opens with a murder. Each kind has
sentences with slots; a page is a headline and a handful of them, in an order drawn by a seed. The
violent ones are there so that nobody learns to tell invented pages from real ones. All of it is
made up; what the filter is tested on (`tests/reading/calm.txt`, `violent.txt`) was written
apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

__all__ = ["calm_pages", "violent_pages"]

SLOTS: dict[str, str] = {
    "name": "Ann Reyes|Troy Dent|Dale Pruitt|Jo Pace|Ed Salk|Mia Tran|Luis Ortega|Kim Vance"
    "|Omar Field|Tess Quill|Ray Boone|Nora Lind|Sam Okoye|Pat Weir|Lena Brandt|Cole Hatch",
    "last": "Reyes|Dent|Pruitt|Pace|Salk|Tran|Ortega|Vance|Field|Quill|Boone|Lind|Okoye",
    "city": "Wichita|Topeka|Salina|Dayton|Macon|Fresno|Toledo|Mobile|Tulsa|Boise|Reno",
    "team": "Flyers|Comets|Wildcats|Bulldogs|Rams|Cougars|Mustangs|Titans|Knights",
    "day": "Sunday|Monday|Tuesday|Wednesday|Thursday|Friday night|Saturday afternoon",
    "n": "2|3|5|7|9|11|14|17|21|30|44|52|67|80|120|300|1,200|4,000",
    "age": "19|24|31|38|44|52|60|71|85",
    "month": "January|March|April|June|August|October|December",
    "year": "1863|1881|1918|1944|1968|1975|1992|2003|2011",
}

CALM: dict[str, list[str]] = {
    "ball games": [
        "{team} shoot past {team} in overtime|{last}'s late shot kills rally|{team} gun down foe",
        "The {team} shot {n} percent from the field {day} and put the game away early.",
        "{name} hit a three-point shot with four seconds left to kill the comeback.",
        "Coach {name} said the team's shooting was cold and its defense was beaten all night.",
        "The shooting guard drew a foul, was hit on the arm and made both free throws.",
        "{last} fired a strike to first, and the runner was gunned down at the plate.",
        "The quarterback took shots down field out of the shotgun and threw for {n} yards.",
        "The goalie stopped {n} shots on goal; {last} scored on a slap shot in the second period.",
        "The {team} defense attacked, and the loss was a dagger for a team fighting for its life.",
        "A suspension followed the fight in which {last} hit a referee with his helmet.",
        "The visitors were robbed of a goal, their captain said, and the penalty shot went wide.",
        "The home side bombed in the playoffs, and its fans called it a massacre: {n} to 3.",
        "He suffered a knee injury, was carried off, and is questionable for {day}.",
        "The wounded {team} have lost four starters; the injury report lists {n} players.",
    ],
    "golf and ranges": [
        "{last} shoots {n} to win city open|Trapshooting team takes aim at state title",
        "{name} shot a 67 on {day} and won by two strokes, with a shot over the water on 18.",
        "She fired five birdies on the back nine and opened with a bullet of a drive.",
        "{n} young shooters broke clay targets at the trap range with their shotguns.",
        "The rifle team's best shooter, {name}, hit {n} of 60 targets in the prone position.",
        "The archery club shoots on {day} at the fairgrounds; arrows are provided.",
        "The putt died on the lip, and the gallery groaned.",
        "Biathletes ski with a rifle and shoot at five targets; a miss costs a lap.",
    ],
    "films, stage, games and books": [
        "Review: a killer of a thriller|New crime drama shoots in {city}|Shooter game tops charts",
        "The film opens with a murder: a man is found shot dead in a library, and his wife lies.",
        "{name} plays a hit man who is hired to kill a witness and falls for his victim's sister.",
        "The crew shot for {n} days in {city}; the director shot the chase on old film.",
        "In the season finale the sheriff is stabbed, and fans ask who the killer is.",
        "The novel's narrator, a homicide detective, hunts a serial killer through the snow.",
        "In the video game players shoot zombies, rob banks and defend a base with machine guns.",
        "The studio said the shooter sold {n} million copies; a sequel adds a sniper rifle.",
        "The podcast retells a fictional kidnapping; episodes drop on {day}.",
        "The play ends in a duel: the prince is stabbed, the queen is poisoned, the curtain falls.",
        "The comedian killed on stage, and his punch lines hit; the audience died laughing.",
        "The band shoots its music video at a gun shop that is long closed.",
        "Directed by {name}. Rated R for bloody violence, gunfire and language. {n} minutes.",
        "A role-playing game lets a victim haunt the suspect who shot him, and it is fun.",
    ],
    "shots at the doctor's": [
        "{n} line up for flu shots|Booster shots at the clinic|Allergy shots: what to know",
        "County nurses gave flu shots to {n} people {day} at a clinic at the fairgrounds.",
        "Children under 12 get the shot free; side effects are a sore arm and fever.",
        "The health department said {n} people died of the flu last winter, most over 65.",
        "A second dose of the vaccine is shot into the upper arm four weeks later.",
        "Doctors say gunshot-loud headphones damage hearing and cause injury for life.",
        "A hospital opened a wing for heart attack victims; it treats {n} patients a month.",
        "Researchers found that the drug kills cancer cells in mice and spares others.",
        "The virus attacks the lungs; officials ask the exposed to be tested.",
    ],
    "pictures": [
        "Photographer shoots a year of barns|How to shoot the eclipse|Model's first shoot",
        "{name} shoots weddings and seniors; a shoot takes two hours and costs ${n}.",
        "She shot the portraits at dawn with a camera that she has had since {year}.",
        "Shoot with the sun behind you, take many shots, and keep the best shot.",
        "The drone shot of the river won a prize; the photo shoot took {n} days.",
        "The magazine's cover shoot was done in a barn near {city}.",
        "The head shots hang in the lobby; a screen shot of the app went around.",
    ],
    "hunting and animals": [
        "Hunters kill {n} deer|Bear shot with a dart|Coyotes kill sheep|Dog attack on flock",
        "Hunters shot {n} deer in the county this fall, wildlife officials said {day}.",
        "{name}, {age}, killed the largest buck with a rifle near the creek.",
        "The turkey season opens {day}; a shotgun plug and a tag are required.",
        "A warden shot the bear with a tranquilizer dart and took it to the hills.",
        "Coyotes killed {n} lambs, and the rancher has the right to shoot them.",
        "The cull is to kill {n} geese; the carcasses go to a food bank.",
        "A dog attacked a mail carrier's bag; nobody was bitten, and the owner was cited.",
        "Wolves killed an elk in the park, and {n} visitors watched with field glasses.",
        "The zoo's old lion died {day}; keepers said that he had been ill.",
        "A virus kills oysters by the {n}; frost killed the peach crop.",
    ],
    "drills and safety": [
        "School holds active shooter drill|Police train for standoffs|Gun safety class {day}",
        "The drill played an active shooter in a gym, with fake blood and blanks.",
        "No one was in danger, the district said: it was an exercise that is held each {month}.",
        "Officers practiced a hostage rescue at an empty school with {n} volunteers as victims.",
        "Residents may hear gunfire and explosions from the base; it is training, the army said.",
        "Students took part in a lockdown drill; teachers learned to stop bleeding from a gunshot.",
        "The class teaches how to store a gun; locks are free; {n} guns were sold back.",
        "The test of the sirens is at noon; no action is needed.",
    ],
    "history": [
        "A duel, remembered|On this day in {year}|Town marks battle|Museum of outlaws",
        "On this day in {year} the president was shot in a theater and died the next morning.",
        "{n} soldiers were killed in the battle of {year}; a plaque marks where the colonel fell.",
        "Reenactors fired muskets and a cannon, and lay dead in the grass until lunch.",
        "The outlaw robbed {n} banks before a posse shot him in {year}, the historian said.",
        "The museum shows the pistol with which the sheriff was killed in {year}.",
        "The veteran, {age}, was wounded in the war and saw his friends die beside him.",
        "The massacre of {year} is taught in grade eight; the book has {n} pages on it.",
        "The war killed {n} thousand; the treaty was signed in {month} {year}.",
    ],
    "politics": [
        "Council votes on gun bill|Homicides fall {n} percent|Candidate takes shot at rival",
        "The city got a ${n} million grant to cut shootings, and the council voted 5-2 on {day}.",
        "Homicides fell {n} percent last year, the chief said; robberies rose a little.",
        "The bill would ban assault weapons and was killed in committee on {day}.",
        "Senator {name} fired back and called the attack ad a cheap shot.",
        "{name}, who survived the vote, fired her chief of staff and shot down rumors.",
        "The poll gives {last} a shot at the seat; {n} percent are undecided.",
        "Gun owners and victims' groups filled the hearing; a vote is due in {month}.",
        "The mayor's plan targets gun violence with jobs, lights and {n} new officers.",
        "The justices will hear a case on who may carry a firearm in public.",
        "The talks are dead, the minister said; the embargo kills jobs.",
        "Lawmakers traded fire over the budget; the speaker was under fire for a trip.",
        "The report on crime counts {n} shootings in five years, fewer than in {city}.",
    ],
    "business": [
        "Shares shoot up|Plant fires {n} workers|Shop's killer deal|Startup gets a shot in the arm",
        "Shares shot up {n} percent after the maker of gun safes beat forecasts.",
        "The company fired {n} workers {day}; it said that tariffs were killing its trade.",
        "A price war has victims: {n} shops closed, and more will die, the analyst said.",
        "The loan was a shot in the arm; the bank targets growth of {n} percent.",
        "The maker of nail guns and heat guns moves its plant to {city}.",
        "The cafe serves a double shot for ${n}; its bagels are to die for.",
        "The suit claims that the app attacked a rival's trademark.",
    ],
    "accidents and weather": [
        "Man killed in crash|Storm kills power|Fire injures {n}|Swimmer drowns in lake",
        "A man was killed {day} when his truck hit a pole, troopers said; he was {age}.",
        "{n} people were injured when a bus overturned; nobody wore a belt.",
        "The driver, {name}, {age}, died at the scene; the crash is under investigation.",
        "The fire killed a dog and left {n} without a home; a heater is suspected, crews said.",
        "A boy drowned at the lake {day}; divers found the body after two hours.",
        "The tornado killed {n} and injured dozens as it hit a park of trailers.",
        "A worker was killed when a trench fell in; the agency for safety investigates.",
        "Lightning shot through the roof and struck a teen, who is in stable condition.",
        "A pedestrian was struck and killed on the highway; the driver stopped and called 911.",
        "An overdose killed a man of {age}; the county counts {n} such deaths this year.",
        "A blast at the plant injured {n}; a valve failed, the fire chief said.",
    ],
    "courts and petty crime": [
        "Clerk charged with fraud|Man fined for graffiti|Shoplifter caught|Judge rules on zoning",
        "Police arrested a man of {age} who stole copper wire from {n} houses.",
        "The treasurer is charged with taking ${n} thousand from the club; she pleaded not guilty.",
        "Officers seized {n} pounds of marijuana on the interstate and arrested the driver.",
        "A drunken driver was sentenced to {n} days; nobody was hurt.",
        "Somebody broke windows of {n} cars on Elm Street overnight, police said.",
        "The judge struck down the ordinance; the city may appeal by {month}.",
        "Two men sold fake tickets online, the indictment says; victims lost ${n} each.",
    ],
    "space and science": [
        "Rocket shoots into orbit|Shooting stars on {day}|Robot kills weeds",
        "Shooting stars peak {day}; look east after midnight, the observatory said.",
        "The probe shot past the moon and fired its engine for {n} seconds.",
        "The robot kills weeds with a laser; a farm in {city} tests {n} of them.",
        "Bamboo shoots up a foot a day; new shoots are cut in {month}.",
        "Engineers shot a cannon of ice at a wing to test it.",
        "The battery died, and the rover's mission is over after {n} months.",
    ],
    "town life": [
        "Church supper {day}|Bake sale raises ${n}|Library adds hours|Obituary: {name}, {age}",
        "The church holds its supper {day}; tickets are ${n} at the door.",
        "{name}, {age}, died {day} at home with family; she taught for {n} years.",
        "Visitation is {day}; the family asks for gifts to the library in place of flowers.",
        "The parade starts at ten; streets close, and police will direct traffic.",
        "The school board hired {name} and heard a plan for a new roof for ${n} thousand.",
        "The garden club meets {day}; bring a shovel and gloves.",
        "The couple met in {year} and married in {month}; {n} guests danced.",
        "Recipes: shoot for a thick sauce, kill the heat, and let it rest {n} minutes.",
        "Road work on Main Street is to last until {month}; expect delays.",
        "A suspect smell turned out to be a dead mouse behind the stove.",
    ],
}  # fmt: skip

FURNITURE = (
    "Share this story. Sign up for our newsletter. Subscribe for full access. Read more: weather, "
    "sports, obituaries, crime. Copyright, all rights reserved. Comments are closed."
)


VIOLENT: dict[str, list[str]] = {
    "shootings": [
        "Man shot on Elm Street|{n} hurt in {city} shooting|Woman shot dead|Teen hit by gunfire",
        "A man of {age} was shot {day} in the 400 block of Elm Street and died at a hospital.",
        "Somebody fired {n} rounds from a car, and a woman on her porch was hit in the leg.",
        "Officers found {name}, {age}, with gunshot wounds to the chest; he was pronounced dead.",
        "Two people were wounded when an argument outside a bar ended in gunfire, police said.",
        "A stray bullet struck a child who was asleep; she is in stable condition.",
        "The gunman ran off, and no arrest has been made. Detectives ask for tips.",
        "Witnesses heard shots and saw a dark sedan leave; casings lay on the road.",
        "A gun went off while a boy handled it, and his brother was killed.",
    ],
    "killings": [
        "Body found in field is a homicide|Husband kills wife, himself|Man slain in apartment",
        "Deputies found a couple dead of gunshot wounds in what looks like a murder-suicide.",
        "The coroner ruled the death of {name}, {age}, a homicide.",
        "A body with stab wounds was found by the river {day}; it has not been identified.",
        "She was strangled and beaten, and her former boyfriend is the suspect.",
        "It is the city's {n}th homicide of the year.",
    ],
    "knives and robberies": [
        "Clerk shot in holdup|Man stabbed at bus station|Armed robbers hit bank",
        "A masked man pointed a pistol at the clerk, took cash and shot her in the arm.",
        "Two men with a knife robbed a student and cut his hand before they fled on foot.",
        "A man was stabbed in the back during a fight at a park and is in critical condition.",
        "A carjacker shot at a driver who would not give up his keys.",
        "An intruder was shot by a homeowner, and charges are pending.",
    ],
    "police": [
        "Officer shoots armed man|Deputy wounded, suspect sought|Standoff ends with shots",
        "An officer shot a man who had pointed a rifle at her; he died at the scene.",
        "The state is investigating after deputies fired at a driver, who was hit twice.",
        "A sergeant was shot in the shoulder while he served a warrant; the suspect surrendered.",
        "A man barricaded himself and fired at officers for {n} hours before he was taken in.",
    ],
    "courts": [
        "Man charged with murder|Trial begins in {city} killing|Killer gets {age} years",
        "{name}, {age}, was charged with murder in the death of {name} last {month}.",
        "Prosecutors say that the defendant shot his neighbor over a fence; he denies it.",
        "A jury found him guilty of attempted murder for firing into a crowded car.",
        "He was sentenced to {age} years for the stabbing of his cousin, who survived.",
        "A search goes on for a suspect who is wanted for last week's double shooting.",
    ],
}  # fmt: skip


def calm_pages(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield so many pages about no incident, title and text, the same for the same seed."""
    yield from _pages(CALM, count, random.Random(seed))


def violent_pages(count: int, seed: int = 2) -> Iterator[tuple[str, str]]:
    """Yield so many pages about incidents, title and text, the same for the same seed."""
    yield from _pages(VIOLENT, count, random.Random(seed))


def _pages(
    told: dict[str, list[str]], count: int, chance: random.Random
) -> Iterator[tuple[str, str]]:
    kinds = sorted(told)
    for number in range(count):
        titles, *sentences = told[kinds[number % len(kinds)]]
        most = min(len(sentences), 8 if told is CALM else 4)
        chosen = chance.sample(sentences, chance.randint(1, most))
        if chance.random() < 0.3:
            chosen.append(chance.choice(CALM[chance.choice(sorted(CALM))][1:]))
        if chance.random() < 0.2:
            chosen.insert(chance.choice((0, len(chosen))), FURNITURE)
        lead = (
            f"{chance.choice(SLOTS['city'].split('|')).upper()} - " if chance.random() < 0.4 else ""
        )
        title = _filled(chance.choice(titles.split("|")), chance)
        yield title, lead + _filled(" ".join(chosen), chance)


def _filled(words: str, chance: random.Random) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: chance.choice(SLOTS[found[1]].split("|")), words)
