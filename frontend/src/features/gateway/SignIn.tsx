/** Sign-in (SC-26): one button per demo person, or e-mail address and password. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Form, type Typed } from "../../ui/Form";
import { Page } from "../../ui/Page";
import { Faces, facesOf } from "../../ui/Faces";
import { useSubmission } from "../../ui/useSubmission";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { sessionQuery, useSignInAsPersona, useSignInWithPassword, type Persona } from "./queries";
import { ROLE_WORDS, SIGN_IN_WORDS } from "./words";

type SignInProps = Readonly<{ done: () => void }>;

export function SignIn({ done }: SignInProps) {
  const session = useQuery(sessionQuery());
  return (
    <Page title="Sign in">
      <div className="onr-halves">
        <Faces what="the ways to sign in" {...facesOf(session)}>
          {session.data?.demo_personas && <Personas personas={session.data.demo_personas} done={done} />}
        </Faces>
        <PasswordForm done={done} />
      </div>
      <p className="onr-quiet onr-small onr-panel__foot">
        Only for work you are allowed to do. Obtaining personal data without the consent of the controller is an offence
        (Data Protection Act 2018, section 170).
      </p>
    </Page>
  );
}

function byOrganisation(personas: readonly Persona[]): readonly (readonly [string, readonly Persona[]])[] {
  const names = [...new Set(personas.map(({ organisation }) => organisation))];
  return names.map((name) => [name, personas.filter(({ organisation }) => organisation === name)]);
}

function Personas({ personas, done }: SignInProps & Readonly<{ personas: readonly Persona[] }>) {
  const signIn = useSignInAsPersona();
  const [who, setWho] = useState<string | null>(null);
  const { errors, submit } = useSubmission((persona: string) => signIn(persona), { words: SIGN_IN_WORDS, done });

  return (
    <section aria-labelledby="personas">
      <h2 id="personas">Demonstration people</h2>
      <p className="onr-quiet">No password. Everybody and everything here is invented.</p>
      <ErrorSummary errors={errors} />
      {byOrganisation(personas).map(([organisation, people]) => (
        <div key={organisation} className="onr-panel__foot">
          <h3>{organisation}</h3>
          <ul className="onr-personas">
            {people.map(({ persona, name, role }) => (
              <li key={persona}>
                <button
                  type="button"
                  aria-disabled={who !== null || undefined}
                  onClick={() => {
                    setWho(persona);
                    void submit(persona).finally(() => setWho(null));
                  }}
                >
                  <strong>{name}</strong> <span className="onr-quiet">{ROLE_WORDS[role]}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function readSignIn(values: Typed) {
  const body = { email: values.text("email"), password: values.text("password") };
  const missing = (["email", "password"] as const).filter((id) => body[id] === "");
  if (missing.length > 0) return missing.map((id) => ({ id, text: `Enter ${SIGN_IN_WORDS.names[id]}` }));
  return body;
}

function PasswordForm({ done }: SignInProps) {
  const signIn = useSignInWithPassword();
  const submission = useSubmission(signIn, { words: SIGN_IN_WORDS, done });
  return (
    <section aria-labelledby="password-sign-in">
      <h2 id="password-sign-in">With a password</h2>
      <div className="onr-panel__foot">
        <Form submission={submission} read={readSignIn}>
          <Field id="email" label="E-mail address" type="email" autoComplete="username" spellCheck={false} />
          <Field id="password" label="Password" type="password" autoComplete="current-password" />
          <div className="onr-buttons">
            <Button type="submit" busy={submission.pending}>
              Sign in
            </Button>
          </div>
        </Form>
      </div>
    </section>
  );
}
