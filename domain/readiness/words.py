"""The words that a workspace begins with. Each list can be replaced in `Lexicon`.

A list is written as one text, its entries parted by commas. Entries are words, never patterns.
"""


def listed(text: str) -> tuple[str, ...]:
    """Return the entries of a list."""
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())


WEASELS = listed("""
    almost, nearly, many, most of, some, several, various, numerous, a lot of, lots of, a number of,
    a variety of, a range of, a few, countless, plenty of, a long time, a lot of time, too long,
    hours and hours, all too often, significantly, significant, substantially, substantial,
    considerably, considerable, dramatically, dramatic, drastically, vastly, hugely, greatly,
    relatively, fairly, quite, rather, somewhat, very, really, extremely, highly, virtually,
    often, frequently, sometimes, usually, typically, generally, regularly, occasionally,
    might, reportedly, arguably, much faster, much better, much more, much less, far more,
    better than ever, as much as possible, as soon as possible, in the near future
""")
"""Words that stand where a number could."""

QUANTIFIERS = listed("""
    many, some, several, various, numerous, a lot of, lots of, a number of, a variety of,
    a range of, a few, countless, plenty of, significant, substantial, considerable
""")
"""Weasel words that count the things named after them."""

INTENSIFIERS = listed(
    "very, really, extremely, highly, quite, rather, fairly, relatively, somewhat"
)
"""Weasel words that lean on the next one: never more than a hint."""

HYPE = listed("""
    revolutionary, revolutionise, revolutionize, revolutionising, revolutionizing, revolutionises,
    revolutionizes, seamless, seamlessly, world-class, world class, cutting-edge, cutting edge,
    state-of-the-art, state of the art, best-in-class, best in class, best-of-breed,
    game-changing, game changing, game-changer, game changer, groundbreaking, ground-breaking,
    next-generation, next generation, next-gen, industry-leading, market-leading, world-leading,
    innovative, unprecedented, unparalleled, unrivalled, unrivaled, unmatched, disruptive,
    breakthrough, paradigm shift, supercharge, supercharges, turbocharge, turbocharges,
    robust, holistic, synergy, synergies, synergistic, empower, empowers, empowering, unleash,
    unleashes, unlock the power, harness the power, transformative, transformational, magical,
    amazing, incredible, awesome, ultimate, effortless, effortlessly, frictionless, bleeding-edge,
    mission-critical, one-stop shop, like never before, take it to the next level, leverage,
    leverages, leveraging, redefine, redefines, redefining, reimagine, reimagines, reimagining
""")

WORDY = (
    ("in order to", "to"),
    ("due to the fact that", "because"),
    ("in spite of the fact that", "although"),
    ("at this point in time", "now"),
    ("at the present time", "now"),
    ("in the event that", "if"),
    ("with regard to", "about"),
    ("with respect to", "about"),
    ("in relation to", "about"),
    ("on a daily basis", "daily"),
    ("on a weekly basis", "weekly"),
    ("on a regular basis", "regularly"),
    ("for the purpose of", "for"),
    ("in the process of", "now"),
    ("has the ability to", "can"),
    ("have the ability to", "can"),
    ("is able to", "can"),
    ("are able to", "can"),
    ("a large number of", "many"),
    ("the majority of", "most"),
    ("prior to", "before"),
    ("subsequent to", "after"),
    ("in close proximity to", "near"),
    ("in addition to", "besides"),
    ("make use of", "use"),
    ("makes use of", "uses"),
    ("utilize", "use"),
    ("utilizes", "uses"),
    ("utilise", "use"),
    ("utilises", "uses"),
    ("utilizing", "using"),
    ("utilising", "using"),
    ("facilitate", "help"),
    ("facilitates", "helps"),
    ("as a result of", "because of"),
    ("in light of the fact that", "because"),
    ("it is important to note that", "nothing: say it"),
    ("please note that", "nothing: say it"),
    ("needless to say", "nothing at all"),
    ("each and every", "every"),
    ("first and foremost", "first"),
    ("take into consideration", "consider"),
    ("provide assistance to", "help"),
    ("in the vast majority of cases", "mostly"),
    ("until such time as", "until"),
    ("whether or not", "whether"),
)
"""A wordy phrase and its short form."""

HEDGES = listed("""
    may, might, could, perhaps, possibly, probably, potentially, likely, maybe, seems, seem,
    appears, appear, suggests, tends to, tend to, should be able to, we believe, we think,
    we hope, hopefully, in theory, to some extent, in some cases
""")

FEELINGS = listed("excited, thrilled, proud, delighted, pleased")

VAGUE_CUSTOMERS = listed("""
    users, people, consumers, customers, individuals, businesses, companies, enterprises,
    organisations, organizations, teams, professionals, the public
""")
"""Vague unless somebody says which: "people who …", "50 people"."""

EVERYBODY = listed(
    "everyone, everybody, anyone, anybody, all users, all people, all companies, the whole world"
)

SEGMENTS = listed("""
    team, teams, people, parent, parents, manager, managers, owner, owners, developer, developers,
    engineer, engineers, student, students, teacher, teachers, nurse, nurses, doctor, doctors,
    patient, patients, traveller, travellers, traveler, travelers, driver, drivers, reader, readers,
    business, businesses, shop, shops, company, companies, school, schools, customer, customers,
    family, families, farmer, farmers, designer, designers, seller, sellers, buyer, buyers, home,
    homes, household, households, worker, workers, staff, clinic, clinics, restaurant, restaurants
""")

SITUATIONS = listed("""
    who, whose, that, which, where, when, while, with, without, because, after, before, during,
    between, across, drowning, working, living, running, waiting, travelling, traveling
""")

ALTERNATIVES = listed("""
    today, currently, instead, by hand, manually, manual, spreadsheet, spreadsheets, paper,
    email, emails, e-mail, workaround, workarounds, phone, calls, notebook, notebooks, nobody does,
    nobody, existing, other tools, alternative, alternatives, competitors, agency, agencies,
    copy, copying, whiteboard, sticky notes, shared drive, chat, they use, people use, do without,
    at the moment, so far, until now, rely on, relies on, make do, telephone, fax, form, forms, bus,
    car, cars, taxi, on foot, letter, letters, mail, mailed, print, printed, pen, folder, folders,
    usb stick, script, scripts, consultant, consultants, drive, drives, wait, waits, the others,
    give up, gives up, put off, put up with, live with, work around, meanwhile, in the meantime
""")
"""Words that show what is done about it now; a name in capitals does too."""

TECHNOLOGIES = listed("""
    AI, artificial intelligence, AI-powered, AI-driven, generative AI, machine learning,
    deep learning, neural network, neural networks, LLM, LLMs, large language model,
    large language models, GPT, blockchain, cloud, cloud-native, cloud-based, microservices, API,
    APIs, algorithm, algorithms, big data, IoT, internet of things, Kubernetes, serverless,
    quantum, metaverse, web3, NFT, SaaS, platform-as-a-service, edge computing, vector database,
    augmented reality, virtual reality, software-defined
""")

OURSELVES = listed(
    "we, our, the platform, the app, the system, the tool, the solution, the product"
)
"""A solution that begins with these does not begin with the customer."""

ACTIONS = listed("""
    add, answer, ask, avoid, beat, become, book, borrow, bring, build, buy, call, can, catch,
    change, check, choose, clean, close, collect, compare, connect, cook, count, create, cut,
    decide, deliver, design, discover, do, download, draw, drive, earn, edit, eat, end, enjoy,
    explore, file, find, finish, fix, fly, follow, get, give, go, grow, hear, heat, help, hire,
    hold, join, keep, know, lead, learn, leave, lend, let, listen, live, look, lose, make, manage,
    measure, move, never, open, order, own, paint, park, pay, pick, plan, play, print,
    protect, prove, publish, put, reach, read, receive, record, reduce, rent, repair, replace,
    reply, return, ride, run, save, scan, search, see, sell, send, serve, share, ship, shop, show,
    sign, sing, sit, skip, sleep, speak, spend, split, start, stay, stop, store, stream, study,
    swap, take, talk, teach, tell, test, think, track, trade, train, travel, trust, try, turn,
    understand, use, visit, wait, wake, walk, want, warm, watch, water, wear, win, work, write
""")
"""What a customer does. Endings (-s, -ing, -ed) are understood."""

BENEFITS = listed("""
    without, no more, no longer, never, nothing, nobody, less, fewer, more, faster, cheaper,
    easier, safer, sooner, better, half, twice, double, free, save, saves, saving, cut, cuts,
    in minutes, in seconds, at once, instantly, anywhere, anytime, themselves, itself, lets, easy,
    simple, simply, safe, safely, helps, keep, keeps, stop, stops, end, ends, instead, on time,
    under, low, lower, protect, protects, in time, by itself, right away
""")

BEFORE = listed("""
    used to, before, previously, formerly, until, had to, was, were, spent, lost, took, missed,
    ago, last year, last month, for years, in the past, once, would, always had, had, did, earlier,
    old, wanted, needed
""")

AFTER = listed("""
    now, today, since, no longer, never again, anymore, any more, instead, these days, this year,
    this week, this month, this morning, yesterday, for the first time, finally, ever since, after
""")

TIMES = listed("""
    second, seconds, sec, secs, min, mins, hr, hrs, minute, minutes, hour, hours, day, days,
    week, weeks, month, months, today, tonight, tomorrow, same day, immediately, straight away,
    at once, right away, instantly, morning, mornings, afternoon, evening, evenings, night, one
    click, sunday, sundays, yesterday, breakfast, lunch, dinner, weekend, last year, this year
""")

SOURCES = listed("""
    survey, surveyed, study, studies, according to, source, sources, research, report, reports,
    census, interview, interviews, interviewed, we asked, we measured, we counted, measured,
    counted, our data, our logs, our records, statistics, audit, figures from, data from,
    needs evidence, found that, found, records show, support tickets, pilot, trial, timesheets,
    reported by, estimated by, published, logs, panel, our tests, tests with, our own count
""")
"""Words that say where a number comes from, or that nobody knows yet."""

EVIDENCE_WANTED = "needs evidence"

PRICES = listed("pay, pays, fee, fees, price, prices, cost, costs, charge, charges, discount")

ILLUSTRATIVE = listed("""
    illustrative, hypothetical, imagined, fictional, fictitious, invented, made up, placeholder
""")

NAMELESS = listed("""
    a customer, customer, customers, user, a user, client, a client, someone, somebody, anonymous,
    happy customer, a happy customer, n/a, unknown, name, person
""")

PLACEHOLDERS = listed("tbd, tbc, tba, todo, fixme, xx, xxx, xxxx")
"""Found where they are written in capitals: "todo" is a common word in Spanish."""

KNOWN_ACRONYMS = listed("""
    AM, PM, US, USA, UK, EU, UN, NASA, TV, PC, CD, DVD, GPS, USB, PDF, FAQ, CEO, CFO, CTO, COO,
    VP, HR, IT, ID, OK, DIY, ATM, PIN, SMS, QR, WIFI, HD, UHD, LED, DNA, MRI, CT, NHS, WHO, GMT,
    KB, MB, GB, TB, MHZ, GHZ, UTC, EST, PST, USD, EUR, GBP, URL, WWW, HTML, CSV, AI, API, APIS,
    KPI, PR, II, III, IV, VI, VII, VIII, IX, XL, XXL, BBC, CNN, IBM, BMW, AWS, SAP, MIT, PHD,
    MBA, CO, KM, KG, KWH, AC, DC
""")

SOFTBALLS = listed("minimal, unlikely, negligible, low risk, no risk")
RISKS = listed("risk, risks, risky")

ABBREVIATIONS = frozenset(
    listed(
        "mr, mrs, ms, dr, prof, inc, ltd, co, corp, st, vs, e.g, i.e, etc, no, jr, sr, approx, ca"
    )
)

NUMBER_WORDS = frozenset(
    listed("""
    two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen,
    fifteen, sixteen, seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy,
    eighty, ninety, hundred, thousand, million, billion, dozen, half, third, thirds, quarter,
    quarters, twice, thrice, hundreds, thousands, millions, billions
""")
)

MONTHS = listed("""
    january, february, march, april, may, june, july, august, september, october, november,
    december
""")
