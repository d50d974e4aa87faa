/** Words for what may be refused on any page of the staff app; a feature's own words come on top. */
export const STAFF_PROBLEMS: Readonly<Record<string, string>> = {
  sign_in_required: "You have been signed out. What you typed is still here.",
  session_revoked: "You have been signed out. What you typed is still here.",
  csrf: "Your session has changed. What you typed is still here: press the button once more.",
  step_up_required: "This needs your second factor again.",
  second_person_required: "This has to be done by a second person, not by the one who started it.",
  forbidden_role: "Your role may not do this.",
  insufficient_scope: "Your role may not do this.",
  possible_address: "This looks like an address. Leave it out.",
  personal_data_in_text: "This seems to name a person. Leave out names, addresses and numbers.",
};
