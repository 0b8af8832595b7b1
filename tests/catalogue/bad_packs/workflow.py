"""Bad packs by their states and steps."""

LEAVES = "  part: {title: {ar: فصل}, from: study, to: study, by: agent, effects: [leave_incident]}"


def enters(name: str, needs: str = "incident", news: str = "receipt") -> str:
    told = f"effects: [enter_incident, {{tell_incident: receipt, news: {news}}}]"
    return f"  {name}: {{title: {{ar: ضم}}, from: study, to: study, by: agent, needs: [{needs}], {told}}}"


def incident(steps: tuple[str, ...], words: str) -> tuple[str, str, str]:
    return ("  resubmit:", "\n".join((*steps, "  resubmit:")), words)


WORKFLOW = {
    "a state that cannot be reached": (
        "  issued: {public: done, final: true}",
        "  issued: {public: done, final: true}\n  lost: {public: done, final: true}",
        "the state “lost” cannot be reached",
    ),
    "a state that cannot be left": (
        "  resubmit: {title: {ar: إرسال}, from: waiting, to: study, by: applicant, needs: [correction]}\n",
        "",
        "the state “waiting” cannot be left towards an end",
    ),
    "a step from a state that is not there": (
        "from: received, to: study",
        "from: [received, nowhere], to: study",
        "the step “take” names “nowhere”, which is no state",
    ),
    "a state without its public stage": (
        "study: {public: study, clock",
        "study: {public: nothing, clock",
        "the state “study” shows “nothing”, which is no public stage",
    ),
    "a step nobody may take": (
        "to: issued, by: director, needs: [answer]",
        "to: issued, by: [], needs: [answer]",
        "nobody may take “issue”",
    ),
    "a step of a role that is not bound": (
        "from: received, to: study, by: agent",
        "from: received, to: study, by: wizard",
        "nobody may take “take”: “wizard” is not one of the roles of this pack",
    ),
    "a letter for a body that nobody names": (
        "effects: [{register: outgoing}]",
        "effects: [{register: outgoing, to: body}]",
        "does not ask for the body (needs: body)",
    ),
    "a file joined to one that nobody names": (
        "effects: [{register: outgoing}]",
        "effects: [{join: receipt}]",
        "does not ask for the other file (needs: other_file)",
    ),
    "a file joined with a letter that is not there": (
        "needs: [answer], effects: [{register: outgoing}]",
        "needs: [answer, other_file], effects: [{join: ready}]",
        "“ready” is not known to the effect “join”",
    ),
    "a letter for nobody": (
        "needs: [answer], effects: [{register: outgoing}]",
        "needs: [answer, body], effects: [{register: outgoing, to: moon}]",
        "“moon” is nobody whom a letter goes to",
    ),
    "an effect nobody supplies": (
        "effects: [{register: outgoing}]",
        "effects: [{teleport: home}]",
        "nobody supplies the effect “teleport”",
    ),
    "a guard nobody supplies": ("needs: [answer]", "needs: [luck]", "nobody supplies the guard “luck”"),
    "a guard on a paper that does not exist": (
        "needs: [answer]",
        "needs: [{document: map}]",
        "“map” is none of the documents of this pack",
    ),
    "a register that is not kept": (
        "effects: [{register: outgoing}]",
        "effects: [{register: drawer}]",
        "“drawer” is not known to the effect “register”",
    ),
    "a message without its letter": (
        "effects: [{notify: applicant, letter: receipt}]",
        "effects: [{letter: receipt}, {notify: applicant}]",
        "a message to the applicant names its letter",
    ),
    "a letter that is not there": (
        "effects: [{register: outgoing}]",
        "effects: [{notify: agent, letter: poem}]",
        "the letter “poem” is not in this pack",
    ),
    "a result without words": (
        "result: issued}",
        "result: lost}",
        "the result “lost” has no words under results",
    ),
    "a state that some files never leave": (
        "from: received, to: study, by: agent}",
        "from: received, to: study, by: agent, when: {subject: power}}",
        "the state “received” is left only by steps with a condition",
    ),
    "a step of the person that says nothing to them": (
        "  resubmit:",
        "  hurry: {title: {ar: استعجال}, from: study, to: same, by: applicant, needs: [reason]}\n  resubmit:",
        "“hurry” does not say to the person what to write (invites)",
    ),
    "a step of the person that needs what they cannot give": (
        "  resubmit:",
        "  hurry: {title: {ar: استعجال}, from: study, to: same, by: applicant, needs: [unit],"
        " invites: {ar: اكتبوا}}\n  resubmit:",
        "the person cannot give what “hurry” needs: “unit”",
    ),
    "an incident that nobody chooses": incident(
        (enters("link", needs="unit"), LEAVES),
        "the step “link” does not ask which incident (needs: incident)",
    ),
    "an incident that nobody is told of": incident(
        (enters("link", news="poem"), LEAVES),
        "“link” names no letters that tell of the incident and its news",
    ),
    "an incident that no file leaves": incident(
        (enters("link"),), "no step takes a file out of its incident again (leave_incident) from “study”"
    ),
    "a way out of an incident that no file enters": incident(
        (LEAVES,), "“part” speaks of an incident, which no step enters"
    ),
    "two ways into an incident": incident(
        (enters("link"), enters("again"), LEAVES), "only one step enters an incident"
    ),
    "a deposit into no state": (
        "deposit: {state: received",
        "deposit: {state: nowhere",
        "the deposit enters “nowhere”, which is no state",
    ),
    "several results and none to choose": (
        "needs: [reason], result: refused",
        "needs: [reason], result: [refused, issued]",
        "the step “refuse” offers several results but does not need one",
    ),
}
