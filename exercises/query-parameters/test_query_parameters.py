import random
import string

import pytest

from grader.checks import needs, requirement

LIGHTS = ["sun", "half", "shade"]
NAMES = [
    *("Bay laurel", "Bleeding heart", "Boxwood", "Cherry laurel", "Christmas rose", "Climbing rose", "Foxglove"),
    *("Hart's tongue fern", "Ivy, cuttings", "Lady fern", "Lavender", "Mint, runners", "Plantain lily", "Rosemary"),
    *("Sweet pea", "Sweet woodruff"),
]
# Large enough for all that fit, where a check is not about pages.
WHOLE = {"limit": 10}


def names(response):
    return [plant["name"] for plant in response.json()["plants"]]


def text_of(length):
    return "".join(random.choices(string.ascii_lowercase, k=length))


def digits(length):
    return "".join(random.choices(string.digits, k=length))


@requirement(1)
def test_first_page(client):
    """Without a query: how many plants there are, and the first five"""
    response = client.get("/plants")
    assert response.status_code == 200
    assert response.json()["found"] == 16
    assert names(response) == NAMES[:5]


@requirement(1)
@needs(test_first_page)
def test_plants_as_in_stock(same):
    """Each plant comes with its four values as they stand in the stock"""
    same("GET", "/plants")


@requirement(2)
@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("laurel", ["Bay laurel", "Cherry laurel"]),
        ("fern", ["Hart's tongue fern", "Lady fern"]),
        ("sweet w", ["Sweet woodruff"]),
        ("box", ["Boxwood"]),
    ],
)
def test_word_in_the_name(client, word, wanted):
    """Plants are found by a part of their name, with spaces too"""
    response = client.get("/plants", params={"word": word})
    assert response.status_code == 200
    assert names(response) == wanted


@requirement(2)
@pytest.mark.parametrize("word", ["ROSE", "rose", "rOsE"])
def test_capital_letters_in_a_word(client, word):
    """Capital letters make no difference"""
    response = client.get("/plants", params={"word": word})
    assert response.status_code == 200
    assert names(response) == ["Christmas rose", "Climbing rose", "Rosemary"]


@requirement(2)
def test_word_in_no_name(client):
    """A word that no name contains finds nothing"""
    response = client.get("/plants", params={"word": "x" + text_of(8)})
    assert response.status_code == 200
    assert response.json() == {"found": 0, "plants": []}


@requirement(2)
@pytest.mark.parametrize("length", [2, 20])
def test_shortest_and_longest_word(client, length):
    """A word of 2 and one of 20 characters can be searched for"""
    assert client.get("/plants", params={"word": text_of(length)}).status_code == 200


@requirement(2)
@pytest.mark.parametrize("length", [0, 1, 21])
def test_word_too_short_or_too_long(client, length):
    """A word of less than 2 or more than 20 characters answers 422"""
    assert client.get("/plants", params={"word": text_of(length)}).status_code == 422


@requirement(3)
@pytest.mark.parametrize(("evergreen", "found"), [("true", 8), ("false", 8)])
def test_evergreen(client, reference, evergreen, found):
    """`evergreen=true` finds the evergreens, `evergreen=false` the others"""
    params = {"evergreen": evergreen, **WHOLE}
    response = client.get("/plants", params=params)
    assert response.status_code == 200
    assert response.json()["found"] == found
    assert names(response) == names(reference.get("/plants", params=params))


@requirement(3)
@pytest.mark.parametrize("evergreen", ["perhaps", "2", ""])
def test_evergreen_that_means_neither(client, evergreen):
    """What means neither true nor false answers 422"""
    assert client.get("/plants", params={"evergreen": evergreen}).status_code == 422


@requirement(4)
@pytest.mark.parametrize(
    ("euros", "wanted"),
    [
        (3, ["Ivy, cuttings", "Mint, runners", "Sweet pea"]),
        (4, ["Ivy, cuttings", "Mint, runners", "Sweet pea", "Sweet woodruff"]),
    ],
)
def test_price(client, euros, wanted):
    """`max-euros` finds plants that cost this or less"""
    response = client.get("/plants", params={"max-euros": euros})
    assert response.status_code == 200
    assert names(response) == wanted


@requirement(4)
def test_price_of_nothing(client):
    """`max-euros=0` finds the plants that are given away"""
    response = client.get("/plants", params={"max-euros": 0})
    assert response.status_code == 200
    assert names(response) == ["Ivy, cuttings", "Mint, runners"]


@requirement(4)
@pytest.mark.parametrize("euros", ["-1", "-250", "cheap", "4.5", ""])
def test_price_that_cannot_be(client, euros):
    """A negative price, or what is no whole number, answers 422"""
    assert client.get("/plants", params={"max-euros": euros}).status_code == 422


@requirement(5)
@pytest.mark.parametrize("light", LIGHTS)
def test_one_light(same, light):
    """One light finds the plants for it"""
    same("GET", "/plants", params={"light": light, **WHOLE})


@requirement(5)
@pytest.mark.parametrize("lights", [["sun", "half"], ["shade", "sun"], ["half", "shade"], ["half", "shade", "sun"]])
def test_several_lights(same, lights):
    """Several lights find the plants for any of them"""
    same("GET", "/plants", params={"light": lights, **WHOLE})


@requirement(5)
@pytest.mark.parametrize(
    "lights",
    [["SUN"], ["Shade"], ["sun,shade"], [""], ["dusk"], ["sun", "dusk"], ["dusk", "sun"]],
    ids=["SUN", "Shade", "sun,shade", "nothing", "another", "another at the end", "another at the beginning"],
)
def test_light_that_is_none(client, lights):
    """Any other text answers 422, beside a right one too"""
    sent = [text_of(5) if light == "dusk" else light for light in lights]
    assert client.get("/plants", params={"light": sent}).status_code == 422


@requirement(6)
def test_pages_follow_each_other(same):
    """Pages that follow each other show every plant once, in order"""
    limit = random.randint(2, 7)
    pages = [same("GET", "/plants", params={"offset": offset, "limit": limit}) for offset in range(0, 16, limit)]
    assert [name for page in pages for name in names(page)] == NAMES


@requirement(6)
def test_found_on_a_small_page(client):
    """`found` counts all plants that fit, on a page of any size"""
    response = client.get("/plants", params={"limit": random.randint(1, 4)})
    assert response.status_code == 200
    assert response.json()["found"] == 16


@requirement(6)
def test_limit_and_offset_alone(client):
    """`limit` works without `offset`, and `offset` without `limit`"""
    limit, offset = random.randint(2, 4), random.randint(2, 8)
    assert names(client.get("/plants", params={"limit": limit})) == NAMES[:limit]
    assert names(client.get("/plants", params={"offset": offset})) == NAMES[offset : offset + 5]


@requirement(6)
def test_behind_the_last(client):
    """Behind the last plant the page is empty, and all are still counted"""
    response = client.get("/plants", params={"offset": random.choice([16, 17, 1000])})
    assert response.status_code == 200
    assert response.json() == {"found": 16, "plants": []}


@requirement(6)
@needs(test_limit_and_offset_alone, test_one_light)
def test_page_of_what_fits(client):
    """The page is cut out of the plants that fit"""
    response = client.get("/plants", params={"light": "shade", "offset": 2, "limit": 2})
    assert response.status_code == 200
    assert response.json()["found"] == 6
    assert names(response) == ["Ivy, cuttings", "Lady fern"]


@requirement(6)
@pytest.mark.parametrize("limit", [1, 10])
def test_smallest_and_largest_page(client, limit):
    """A page may have 1 plant and may have 10"""
    response = client.get("/plants", params={"limit": limit})
    assert response.status_code == 200
    assert names(response) == NAMES[:limit]


@requirement(6)
@pytest.mark.parametrize("limit", ["0", "11", "-1", "1000000", "all", "2.5", ""])
def test_limit_that_cannot_be(client, limit):
    """A limit below 1, above 10 or not a whole number answers 422"""
    assert client.get("/plants", params={"limit": limit}).status_code == 422


@requirement(6)
@pytest.mark.parametrize("offset", ["-1", "-16", "start", "2.5", ""])
def test_offset_that_cannot_be(client, offset):
    """An offset below 0 or not a whole number answers 422"""
    assert client.get("/plants", params={"offset": offset}).status_code == 422


@requirement(7)
def test_delivery_of_the_example(client):
    """12 pots to 04109 cost 18 euros"""
    response = client.get("/delivery", params={"postcode": "04109", "pots": 12})
    assert response.status_code == 200
    assert response.json() == {"postcode": "04109", "pots": 12, "euros": 18}


@requirement(7)
@pytest.mark.parametrize("first", ["0", "7"])
def test_any_delivery(client, first):
    """Any postcode comes back as it was sent, with its own price"""
    postcode, pots = first + digits(4), random.randint(2, 29)
    response = client.get("/delivery", params={"postcode": postcode, "pots": pots})
    assert response.status_code == 200
    assert response.json() == {"postcode": postcode, "pots": pots, "euros": 6 + pots}


@requirement(7)
def test_delivery_without_pots(client):
    """Without `pots` one pot is delivered"""
    postcode = digits(5)
    response = client.get("/delivery", params={"postcode": postcode})
    assert response.status_code == 200
    assert response.json() == {"postcode": postcode, "pots": 1, "euros": 7}


@requirement(7)
def test_delivery_without_postcode(client):
    """Without a postcode the answer is 422"""
    assert client.get("/delivery", params={"pots": 3}).status_code == 422


@requirement(7)
@pytest.mark.parametrize("length", [0, 4, 6, 9])
def test_postcode_of_another_length(client, length):
    """A postcode of more or fewer than five digits answers 422"""
    assert client.get("/delivery", params={"postcode": digits(length)}).status_code == 422


@requirement(7)
@pytest.mark.parametrize("form", ["{}x", "x{}", "{}.", "-{}", "{} "])
def test_postcode_that_is_not_all_digits(client, form):
    """A postcode with anything but digits in it answers 422"""
    assert client.get("/delivery", params={"postcode": form.format(digits(4))}).status_code == 422


@requirement(7)
@pytest.mark.parametrize("pots", [1, 30])
def test_fewest_and_most_pots(client, pots):
    """1 pot and 30 pots can be delivered"""
    response = client.get("/delivery", params={"postcode": digits(5), "pots": pots})
    assert response.status_code == 200


@requirement(7)
@pytest.mark.parametrize("pots", ["0", "31", "-3", "some", "1.5", ""])
def test_pots_that_cannot_be(client, pots):
    """Fewer than 1 pot, more than 30, or what is no whole number answers 422"""
    assert client.get("/delivery", params={"postcode": digits(5), "pots": pots}).status_code == 422


@requirement(8)
def test_all_names_together(client):
    """A plant has to fit all that was sent"""
    response = client.get("/plants?word=er&evergreen=false&max-euros=8&light=half&light=shade&offset=1&limit=4")
    assert response.status_code == 200
    assert response.json() == {
        "found": 2,
        "plants": [{"name": "Mint, runners", "euros": 0, "evergreen": False, "light": "half"}],
    }


@requirement(8)
def test_any_names_together(same):
    """Whichever names come together, the right plants are found"""
    for _ in range(25):
        params = {
            "word": random.choice(["ro", "er", "sw", "la", "in", "ea"]),
            "evergreen": random.choice(["true", "false"]),
            "max-euros": random.randint(0, 20),
            "light": random.sample(LIGHTS, 2),
        }
        chosen = random.sample(sorted(params), random.randint(2, 3))
        same("GET", "/plants", params={**{name: params[name] for name in chosen}, **WHOLE})


@requirement(8)
@pytest.mark.parametrize("name", ["max_euros", "Word", "lights", "postcode"])
def test_other_names_have_no_effect(client, name):
    """Names that mean nothing have no effect on a search"""
    response = client.get("/plants", params={name: random.choice(["1", "sun", "x"])})
    assert response.status_code == 200
    assert response.json()["found"] == 16


@requirement(8)
@needs(test_delivery_of_the_example)
def test_other_names_have_no_effect_on_a_delivery(client):
    """Names that mean nothing have no effect on a delivery"""
    response = client.get("/delivery", params={"postcode": "04109", "pots": 12, text_of(7): "3", "limit": 2})
    assert response.status_code == 200
    assert response.json() == {"postcode": "04109", "pots": 12, "euros": 18}
