"""Words that tell a name from a word: what a sentence may begin with, roles, agencies, names.

None of these lists is complete. They are used to point, never to take anything out.
"""

from __future__ import annotations

from pathlib import Path

from learning.reports.wordlist import WORDS


def _listed(file: str) -> frozenset[str]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


#: given names and some family names, lower case
GIVEN = _listed("given_names.txt")
#: names that are words too: their neighbours tell which
WORD_NAMES = _words(
    """
    amber angel april art ash autumn baker bay bear bill black blessing blue brook brown carol
    carter chance chase cherry christian cliff cook crystal daisy dale dawn day dean destiny
    devon drew duke earl faith favour finch fox frank gene ginger glen grace grant green guy
    happy harmony hazel heath heather herb holly honey hope iris ivy jack jasmine jasper jay jo
    joy june justice king lance lane lily little long mark marina marsh mason max may melody
    mercy miles mo neil north olive patience pat pearl penny precious price prince princess rain
    ray reed rich rob robin roger roman rose ruby rusty sandy saffron sage shepherd short sky
    skye star stone storm sue summer sunny sylvan taylor victor violet ward west white will
    willow wood woods wren young heaven nevaeh journey ocean phoenix
    """
)
#: words of grammar: no capital makes a name of them
FUNCTION = _words(
    """
    a about above after again against all also although always am an and another any anyone are
    as at away back be because been before being below between both but by came can cannot could
    did do does doing done down during each either else even ever every everyone few first for
    from further get go got had has have having he her here hers herself him himself his how
    however i if in indeed into is it its itself just last later least less like many may maybe
    me meanwhile might more most much must my myself near never next no nobody none nor not
    nothing now of off often on once one only onto or other our ours out over own perhaps please
    quite rather really said same she should since so some someone something sometimes soon
    still such than that the their theirs them then there these they this those though through
    thus till to today together told tomorrow tonight too under until up upon us very via was we
    were what when where whether which while who whoever whole whom whose why will with within
    without would yes yesterday yet you your yours ok etc ie eg re vs two three four five six
    seven eight nine ten were my day days week weeks hour hours minutes min mins mile miles
    metre metres month months year years
    """
)
#: roles, agencies, forms and things that practitioners write with a capital
TRADE = _words(
    """
    mum mummy mom dad daddy mother father nan nana nanny gran granny grandma grandmother grandad
    grandfather grandparent grandparents auntie aunty aunt uncle brother sister sibling siblings
    parent parents baby child children cyp family families carer carers foster fostering adopter
    adopters guardian stepdad stepmum stepfather stepmother son daughter boy girl social worker
    workers work practitioner practitioners manager managers officer officers supervisor team
    teams duty service services head heads deputy director assistant senior advanced principal
    health visitor visitors midwife midwives nurse nurses doctor doctors gp gps consultant
    paediatrician psychiatrist psychologist therapist dentist school schools teacher teachers
    headteacher headmaster headmistress head-teacher pupil nursery college primary secondary
    infant junior special police constable sergeant inspector detective judge court courts
    magistrates crown county high solicitor barrister advocate cafcass guardian-ad-litem lawyer
    probation prison housing council local authority authorities department government ministry
    ofsted education early help years hub front door referral referrals referral-form assessment
    assessments assessor strategy discussion meeting meetings conference conferences plan plans
    planning core group review reviews reviewing independent chair chairs reviewer protection
    safeguarding lead leads looked leaving care order orders interim supervision emergency act
    acts section sections schedule part form forms panel placement legal proceedings public law
    outline letter pre-proceedings framework guidance working together procedure procedures
    policy need threshold thresholds child's children's adults adult mental hospital ward unit
    accident maternity community clinic surgery centre contact refuge sure start troubled
    supporting strengthening signs safety report reports board partnership partnerships
    multi-agency agency agencies national minister secretary state coroner domestic abuse
    violence sexual exploitation missing criminal county-lines fgm female genital mutilation
    neglect graded profile chronology genogram record records case cases note notes system
    systems liquidlogic mosaic eclipse systmone emis azeus carefirst internet zoom teams word
    excel outlook whatsapp facebook instagram snapchat tiktok youtube google microsoft windows
    roblox xbox playstation netflix english british england britain wales scotland uk european
    usa covid wi-fi god bible quran koran christmas captain pilot pilots first flight attendant
    attendants aircraft crew tower runway gate dispatch mr mrs ms miss mx dr prof professor rev
    reverend sir lady lord imam rabbi pastor cllr childline barnardo samaritans unicef shelter
    universal credit personal independence payment blue badge around designated lead inclusion
    looked-after near miss mistake success concern debrief page chapter figure table appendix
    annex monday tuesday wednesday thursday friday saturday sunday january february march april
    june july august september october november december
    level levels tier tiers stage step toolkit multi agencies apgar integrated inter-agency
    information sharing protocol agreement checklist template dashboard pathway programme project
    """
)
ACRONYMS = _words(
    """
    camhs cafcass ofsted ae afc as ad ado aso asd adhd aim am amhp anp ar art as asb asc asye
    atc atm bame bbc bc ccg ce ceo cfw chi chin cic cin cjs cme cp cpc cpd cpn cpp cps cpt cqc
    crb cse cs csc cv cyp da dash dbs dfe dols dob dna dv dvd dvla dwp ea eal ed edd edt eh eha
    ehcp ehm ep eu ey eyfs ft fa faq fao fca fdac ff ffa fgc fgm fii fo fsw fyi gbh gcp gcse
    gdpr gov gp ho hr hv icb ice icu id idva imca ipv iro isa isva it iv jtai kc la lac lado lcs
    lea lgbt lo lscb lscp mappa marac mash mat mp ms nai nao nhs ni nicu no npcc nps nqsw nspcc
    nvq oc od ofsted ok os ot pa pc pcso pdf pe pep pf pip plo pm pmh pnd pp pr ps psw ptsd pupp
    qa qc rc rcpch rsl rse scr scbu sco sen senco send sg sgo sids sms snt sop sos sp spoc std
    sudi sw sws ta tac taf tb tcas tv uasc uc uk un uns us usa vat vpn vs yjs yot yp yos url usb
    faq fm foi wc wa wm zzz aka dr mr mrs pin sim os
    """
)
RARE = _words(
    """
    afghan afghanistan african albania albanian algerian american amharic angolan arab arabic
    asian bangladesh bangladeshi bengali brazilian bulgaria bulgarian cameroonian cantonese
    caribbean chinese christadelphian colombian congolese czech dari dutch egyptian eritrea
    eritrean ethiopia ethiopian farsi filipino french gambian german ghana ghanaian greek
    gujarati gypsy hasidic hebrew hindi hindu hungarian igbo india indian iran iranian iraq
    iraqi irish italian jamaica jamaican japanese jehovah jewish kenyan korean kosovan kurdish
    latvian lebanese libyan lingala lithuania lithuanian mandarin methodist mongolian mormon
    moroccan muslim nepalese nepali nigeria nigerian norwegian orthodox pakistan pakistani
    palestinian pashto pentecostal persian poland polish portugal portuguese punjabi quaker
    rastafarian roma romanes romani romania romanian romany russia russian rwandan scottish
    serbian sikh sinhalese slovak slovakia slovakian slovenian somali somalia spanish sudan
    sudanese swahili swedish sylheti syria syrian tamil thai tigrinya traveller travellers
    tunisian turkey turkish twi ugandan ukraine ukrainian urdu vietnam vietnamese welsh yemeni
    yiddish yoruba zambian zimbabwe zimbabwean
    """
)
#: towns, boroughs and counties whose names are no words
TOWNS = _words(
    """
    aberdeen barnsley belfast birmingham blackburn blackpool bolton bradford brent brighton
    bristol brixton burnley cambridge cardiff carlisle cheshire cork cornwall coventry croydon
    cumbria darlington derby derry devon doncaster dorset dove dublin dudley dundee durham
    ealing eastbourne edinburgh essex exeter gateshead glasgow gloucester grimsby hackney
    halifax hampshire haringey hartlepool hastings hereford huddersfield hull inverness ipswich
    kent lambeth lancashire leeds leicester lincolnshire lisburn liverpool london londonderry
    luton manchester margate middlesbrough newcastle newham newport newry norfolk northampton
    norwich nottingham oldham oxford peckham peterborough plymouth portsmouth preston rochdale
    rotherham salford sandwell scunthorpe sheffield shrewsbury slough somerset southampton
    southwark stockport stoke suffolk sunderland surrey sussex swansea swindon tameside telford
    tottenham wakefield walsall wigan wiltshire wolverhampton worcester wrexham york yorkshire
    """
)
#: who stands before a name that was typed without a capital
KIN = _words(
    """
    client clients son daughter brother sister mum mother dad father nan nana gran grandma
    grandmother grandad grandfather aunt auntie aunty uncle cousin nephew niece partner
    boyfriend girlfriend husband wife ex stepdad stepmum stepfather stepmother baby child boy
    girl lad teen teenager sibling twin worker teacher headteacher colleague manager carer
    neighbour friend mate nurse midwife visitor doctor officer constable solicitor judge
    guardian foster pastor imam sgt
    """
)
TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor rev reverend father fr sister sir dame lady lord imam
    rabbi pastor pc dc ds di dci dcs ps sgt wpc pcso sergeant constable inspector judge hhj cllr
    councillor nurse midwife auntie aunty aunt uncle nan nana grandma grandad doctor madam
    mister
    """
)
AMBIGUOUS_TITLES = frozenset(
    [
        "miss",
        "ms",
        "ds",
        "ps",
        "di",
        "pc",
        "dc",
        "father",
        "sister",
        "judge",
        "nurse",
        "doctor",
        "nan",
        "fr",
    ]
)
#: a letter after one of these is the letter of a thing
LETTERED = _words(
    """
    plan option part annex appendix form type class vitamin hepatitis schedule section page gate
    band set group team category aircraft stage step level point room unit block hep strep
    """
)
#: what only people do
TELLING = _words(
    """
    said says told tells disclosed asked asks replied admitted cried laughed whispered shouted
    texted phoned rang alleged insisted thinks thought knew wanted wants
    """
)
#: what follows a name and seldom a word that could be one
FOLLOWING = TELLING | _words(
    """
    was is has had did does came comes went goes and who lives lived moved arrived left called
    could would should might cannot didn't wasn't isn't hasn't doesn't wouldn't couldn't seemed
    looked also sat stood took gave got ran started stopped never always then just still felt
    made saw
    """
)
PLACES = _words(
    """
    road rd street st avenue ave lane ln close drive crescent court way place gardens terrace
    grove square park hill rise mews walk row green house hall lodge estate tower towers flats
    school primary academy college nursery infants juniors university hospital infirmary clinic
    surgery hospice prison church mosque temple synagogue chapel cathedral centre refuge hostel
    hotel arms station team ward unit council borough gurdwara library heights view farm
    playgroup locality office hub
    """
)
#: beside these words "the school" or "family court" is no place that could be found
GENERIC = (
    FUNCTION
    | TRADE
    | _words(
        """
    main busy new old big small little large whole wrong right nearest nearby same other next
    own high side quiet long short dark narrow parental empty wet open closed private rented
    foster step green red white black local another entire average quick safe half full rough
    council housing industrial trading real mother baby day night after breakfast general
    district cottage children women men faith free state boarding mixed independent parish
    catholic muslim evangelical small-town nation grandparents grandmother mother's mum's dad's
    nan's gran's friend's neighbour's neighbours family's parents' aunt's uncle's grandmother's
    partner's empty detached terraced semi shared sheltered safe council-run town city village
    borough county district country car skate water theme business intake assessment locality
    area response support intervention disabled disability permanence leadership management
    leaving-care court front inner outer whole-school project delivery fostering receiving
    previous former current different existing original second third wider leave search raid
    leaves left clean rent buy share sold sell approach cross crossing doctor's gp children's
    every each dental vet's open-plan guest boat public tree coach play tea ware medical nursing
    clinical maternity military care-leavers youth justice offending adoption kinship contact
    night-time out-of-hours hours adult mental learning digital improvement performance audit
    quality complaints admin business-support finance legal security crew maintenance sports
    football netball home moving keeping in-house open trauma crisis duty
    """
    )
)
#: what often ends a number without being half a plate
PLAIN_ENDS = FUNCTION | _words(
    """
    and the was for had has her him his she you but not all any are can did get got our out too
    who why yes day yrs old boy mum dad nan son man men kid kids due met saw see say ask put ran
    let via per age min mins hrs way end jan feb mar apr may jun jul aug sep oct nov dec rwy flt
    kts gmt bst acn acr alt deg dme ils vor nav tcas pax act arr dep sec six kid via mix fix hit
    sit bit tip lip rip zoo six nil viz oil air aid
    """
)
_TAILS = frozenset(("m", "d", "s", "t", "ll", "ve", "re"))
#: what a form of a word ends in, and what its stem ends in instead
_ENDINGS = (
    *(("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", "")),
    *(("er", ""), ("er", "e"), ("ies", "y"), ("ied", "y"), ("ily", "y"), ("ness", "")),
    *(("ment", ""), ("al", ""), ("est", "")),
)
#: no name that is not in the list ends in these
_ABSTRACT = (
    "tion",
    "sion",
    "ness",
    "ment",
    "ity",
    "ism",
    "able",
    "ible",
    "ful",
    "less",
    "ence",
    "ance",
)
_FIRST = ("un", "re", "mis", "over", "under", "non", "pre", "dis", "out")
ORDINARY = (
    (frozenset(WORDS) | _listed("ordinary.txt") | FUNCTION | TRADE | WORD_NAMES) - GIVEN
) | frozenset(word.lower() for word in ACRONYMS)


def bare(token: str) -> str:
    """A word in lower case without what an apostrophe adds: "Rose's", "didn't", "we'll"."""
    low = token.lower()
    head, sign, tail = low.rpartition("'")
    if not sign or tail not in _TAILS:
        return low
    return head.removesuffix("n") if tail == "t" else head


def ordinary(word: str) -> bool:
    """Whether this lower-case word is one of everyday English, in one of its forms."""
    if word in ORDINARY:
        return True
    if "-" in word:
        return all(map(ordinary, filter(None, word.split("-"))))
    return word not in GIVEN and (
        _abstract(word) or _formed(word) or any(_without(word, first) for first in _FIRST)
    )


def _abstract(word: str) -> bool:
    return len(word) > 6 and word.endswith(_ABSTRACT)


def _formed(word: str) -> bool:
    for ending, put in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)] + put
            if len(stem) > 2 and (stem in ORDINARY or _doubled(stem)):
                return True
    return False


def _doubled(stem: str) -> bool:
    return stem[-1] == stem[-2] and stem[:-1] in ORDINARY


def _without(word: str, first: str) -> bool:
    rest = word.removeprefix(first)
    return rest != word and len(rest) > 3 and (rest in ORDINARY or _formed(rest))
