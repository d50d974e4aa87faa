import { describe, expect, it } from "vitest";
import { Problem } from "../api/problem";
import { errorsOf, idOf, type FormWords } from "./fieldErrors";

const WORDS: FormWords = {
  names: { start_on: "the start date", comment: "your words", "lines-*-outcome": "the decision" },
  errors: { "start_on out_of_range": "Enter a date from today on", comment: "Say something else", wrong_type: "That is the wrong kind" },
  elsewhere: { "child-first_name": "The first name is not known yet" },
  problems: { application_duplicate: "This school has been asked already." },
};

const refused = (...errors: { pointer: string; code: string }[]) => errorsOf(new Problem(422, "validation_failed", { errors }), WORDS);

describe("from the server's 422 to our own words", () => {
  it("turns a pointer into the id of its field", () => {
    expect(idOf("/ratings/0/impact_rating")).toBe("ratings-0-impact_rating");
  });

  it("takes the words of field and code first", () => {
    expect(refused({ pointer: "/start_on", code: "out_of_range" })).toEqual([{ id: "start_on", text: "Enter a date from today on" }]);
  });

  it("then those of the field, then those of the code", () => {
    expect(refused({ pointer: "/comment", code: "bad_format" })).toEqual([{ id: "comment", text: "Say something else" }]);
    expect(refused({ pointer: "/start_on", code: "wrong_type" })).toEqual([{ id: "start_on", text: "That is the wrong kind" }]);
  });

  it("and at last asks to check or enter the field by its name", () => {
    expect(refused({ pointer: "/start_on", code: "missing" })).toEqual([{ id: "start_on", text: "Enter the start date" }]);
    expect(refused({ pointer: "/start_on", code: "bad_format" })).toEqual([{ id: "start_on", text: "Check the start date" }]);
  });

  it("knows the fields of any line", () => {
    expect(refused({ pointer: "/lines/3/outcome", code: "missing" })).toEqual([{ id: "lines-3-outcome", text: "Enter the decision" }]);
  });

  it("links to no field that the form does not have", () => {
    expect(refused({ pointer: "/child/first_name", code: "missing" })).toEqual([{ id: null, text: "The first name is not known yet" }]);
    expect(refused({ pointer: "/secret", code: "bad_format" })).toEqual([{ id: null, text: "Check this answer" }]);
  });

  it("words the operation's own refusals", () => {
    expect(errorsOf(new Problem(409, "application_duplicate"), WORDS)).toEqual([{ id: null, text: "This school has been asked already." }]);
  });

  it("never shows the server's text, even of a problem it does not know", () => {
    const [error] = errorsOf(new Problem(418, "teapot", { title: "I am a teapot", detail: "short and stout" }), WORDS);
    expect(error?.text).toBe("Sorry, we could not save that. Nothing was lost: try again.");
  });
});
