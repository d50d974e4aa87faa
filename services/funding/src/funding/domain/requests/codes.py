"""Codes a line of a request carries (section 10.4)."""

from enum import StrEnum


class SpendCode(StrEnum):
    """What the money buys."""

    TUITION_1TO1 = "tuition_1to1"
    SMALL_GROUP = "small_group"
    TA_1TO1 = "ta_1to1"
    MENTORING = "mentoring"
    ELSA = "elsa"
    SEMH = "semh"
    THERAPY = "therapy"
    SETTLING_TO_LEARN = "settling_to_learn"
    EP_REPORT = "ep_report"
    LITERACY = "literacy"
    NUMERACY = "numeracy"
    BOOKS = "books"
    REVISION_GUIDES = "revision_guides"
    MAGAZINES = "magazines"
    HOME_RESOURCES = "home_resources"
    MUSIC = "music"
    TRIPS = "trips"
    EXTRACURRICULAR = "extracurricular"
    REWARDS = "rewards"
    ATTENDANCE = "attendance"
    SPECIALIST_EQUIPMENT = "specialist_equipment"
    IT_HARDWARE = "it_hardware"
    LAPTOP_KS4 = "laptop_ks4"
    STAFF_TRAINING = "staff_training"
    ATTACHMENT_TRAINING = "attachment_training"
    UNIFORM = "uniform"
    TRANSPORT = "transport"
    HOLIDAYS = "holidays"
    BASE_EDUCATION = "base_education"
    EHCP_OR_SEN_NOTIONAL = "ehcp_or_sen_notional"
    OTHER = "other"


class DfeTier(StrEnum):
    """The tiers of the DfE's menu of approaches: high-quality teaching, targeted support, wider strategies."""

    HQT = "HQT"
    TAS = "TAS"
    WIDER = "WIDER"


class EefStrand(StrEnum):
    """Strands of the Education Endowment Foundation's toolkit (list not confirmed)."""

    ONE_TO_ONE_TUITION = "one_to_one_tuition"
    SMALL_GROUP_TUITION = "small_group_tuition"
    READING_COMPREHENSION = "reading_comprehension"
    PHONICS = "phonics"
    ORAL_LANGUAGE = "oral_language"
    METACOGNITION = "metacognition"
    FEEDBACK = "feedback"
    MENTORING = "mentoring"
    SOCIAL_EMOTIONAL_LEARNING = "social_emotional_learning"
    BEHAVIOUR = "behaviour"
    TEACHING_ASSISTANT = "teaching_assistant"
    PEER_TUTORING = "peer_tutoring"
    PARENTAL_ENGAGEMENT = "parental_engagement"
    EXTENDING_SCHOOL_TIME = "extending_school_time"
    SUMMER_SCHOOL = "summer_school"
    ARTS = "arts"
    PHYSICAL_ACTIVITY = "physical_activity"
    ASPIRATION = "aspiration"
    OUTDOOR_ADVENTURE = "outdoor_adventure"
    HOMEWORK = "homework"
    INDIVIDUALISED_INSTRUCTION = "individualised_instruction"
    MASTERY_LEARNING = "mastery_learning"
    COLLABORATIVE_LEARNING = "collaborative_learning"
    OTHER = "other"


class CentralCategory(StrEnum):
    """What central money is for; `staffing` is allowed but always published."""

    STAFFING = "staffing"
    EDUCATIONAL_PSYCHOLOGY = "educational_psychology"
    EMOTIONAL_HEALTH = "emotional_health"
    ATTENDANCE = "attendance"
    TRAINING = "training"
    TUITION = "tuition"
    COUNSELLING = "counselling"
    PROJECTS = "projects"
    PEP_SUPPORT = "pep_support"
    OUT_OF_AREA = "out_of_area"
    CRISIS = "crisis"
    OTHER = "other"
