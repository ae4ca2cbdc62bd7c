"""What do the demo's articles say? Sentences of our own, put together the same way each time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about: its subject, who acts, what is at stake, and a place."""

    subject: str
    actor: str
    stake: str
    place: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Words that articles are made of; what stands in braces is an article's topic.

    Attributes:
        titles: A title for each round of the topics.
        added: What another edition says besides.
        joint: What stands between two sentences.
    """

    topics: tuple[Topic, ...]
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    middles: tuple[str, ...]
    closings: tuple[str, ...]
    added: str
    joint: str

    def title(self, number: int) -> str:
        """The title of an article by its number, from 0 on; different for each as far as topics and titles go."""
        return _filled(self.titles[number // len(self.topics) % len(self.titles)], self.topic(number))

    def topic(self, number: int) -> Topic:
        """What an article is about."""
        return self.topics[number % len(self.topics)]

    def paragraphs(self, number: int, edition: int = 1) -> tuple[str, ...]:
        """The paragraphs of an article; another edition has one more of them."""
        topic = self.topic(number)
        chance = Random(f"thinktap demo {number}")  # noqa: S311  (the same text each time, no secret)
        said = [
            self._paragraph(chance, topic, self.middles if place else self.openings)
            for place in range(5 + number % 4)
        ]
        if edition > 1:
            said.insert(2, _filled(self.added, topic))
        return (*said, self._paragraph(chance, topic, self.closings))

    def _paragraph(self, chance: Random, topic: Topic, first: tuple[str, ...]) -> str:
        sentences = [chance.choice(first), *chance.sample(self.middles, 3 + chance.randrange(2))]
        return self.joint.join(_filled(sentence, topic) for sentence in dict.fromkeys(sentences))


def _filled(pattern: str, topic: Topic) -> str:
    return pattern.format(subject=topic.subject, actor=topic.actor, stake=topic.stake, place=topic.place)


ENGLISH = Prose(
    topics=(
        Topic("coastal shipping", "port authorities", "the cost of short sea routes", "the northern straits"),
        Topic("rural broadband", "regional councils", "the reach of public services", "the upland districts"),
        Topic("grain reserves", "agriculture ministries", "the price of bread in a bad year", "the river plain"),
        Topic("night trains", "railway operators", "the number of short flights", "the central corridor"),
        Topic("drinking water", "water boards", "the safety of old pipes", "the hill towns"),
        Topic("fishing quotas", "coast guards", "the recovery of cod stocks", "the outer banks"),
        Topic("vocational schools", "employers", "the supply of electricians", "the industrial belt"),
        Topic("heat in cities", "city planners", "the health of the elderly", "the old quarters"),
        Topic("border clinics", "health agencies", "the speed of vaccination", "the crossing towns"),
        Topic("forest insurance", "land owners", "the willingness to replant", "the pine country"),
        Topic("harbour dredging", "engineers", "the draught of container ships", "the lower estuary"),
        Topic("electricity storage", "grid operators", "the price of an evening in winter", "the windward coast"),
        Topic("local newspapers", "publishers", "the turnout in council elections", "the market towns"),
        Topic("refugee schooling", "head teachers", "the reading age of ten-year-olds", "the reception centres"),
        Topic("satellite data", "space agencies", "the accuracy of flood warnings", "the delta"),
        Topic("public procurement", "auditors", "the share of small suppliers", "the provincial capitals"),
        Topic("seasonal labour", "farm unions", "the wage of a harvest week", "the orchard valleys"),
        Topic("ferry subsidies", "island councils", "the age of the resident population", "the western isles"),
        Topic("peace monitoring", "observers", "the trust between patrols", "the ceasefire line"),
        Topic("steel recycling", "mill owners", "the demand for imported ore", "the canal basin"),
        Topic("customs data", "trade ministries", "the honesty of declared values", "the dry ports"),
        Topic("museum lending", "curators", "the footfall of small museums", "the border region"),
    ),
    titles=(
        "What {subject} can learn from {place}",
        "The quiet cost of {subject}",
        "A better bargain on {subject}",
    ),
    openings=(
        "For a decade, {subject} was a matter for specialists, and few of them expected that to change.",
        "Whoever travels through {place} today meets the question of {subject} sooner or later.",
        "When {actor} met last spring, {subject} stood at the very end of the agenda.",
        "It is easy to speak of {subject} in general terms, and hard to say what should be done on a Monday morning.",
        "Few debates are as settled in theory and as open in practice as the one about {subject}.",
    ),
    middles=(
        "The figures that {actor} publish each year say little about {stake}, because they count what is easy to count.",
        "In {place}, the first attempt failed for an ordinary reason: nobody had been asked to keep it going.",
        "A second look at {stake} shows that the gains went to those who had been well served before.",
        "Our interviews suggest that {actor} are readier to share what they know than their statutes allow.",
        "That is not an argument against {subject}; it is an argument for doing the dull parts first.",
        "Where budgets were fixed for three years instead of one, {stake} moved in the right direction.",
        "The comparison is imperfect, since {place} has fewer people and a longer memory.",
        "Even so, the direction is the same in every district for which records were kept.",
        "Much depends on who pays for the years in which nothing seems to happen.",
        "A rule that is understood by those who must apply it is worth more than a perfect one that is not.",
        "The answer that we heard most often was also the simplest: publish the contract and the criticism stops.",
        "None of the four pilots was evaluated by anyone who had not also been paid to run it.",
        "To most residents of {place}, the debate about {stake} sounds like a debate about somebody else.",
        "The costs arrive early and in one place, while the benefits arrive late and are spread thin.",
        "There is a case for patience here, and a better one for a date on which patience ends.",
        "What looks like caution in {actor} is often a lack of staff who could say yes.",
    ),
    closings=(
        "The next step is small: a common register, kept by {actor} and open to anyone who asks.",
        "If {stake} is the test, then three seasons will be enough to tell whether it has been passed.",
        "Those who doubt it should visit {place} in February, when there is nothing to show and everything works.",
        "What remains is a decision, and decisions about {subject} have been put off for long enough.",
    ),
    added="A note added later: the figures on {subject} were corrected after {actor} wrote to us.",
    joint=" ",
)
