/** Any of several choices. */
import { GroupFrame, optionId, type GroupProps } from "./RadioGroup";

type CheckboxesProps = GroupProps & Readonly<{ defaultValues?: readonly string[] }>;

export function Checkboxes({ options, defaultValues = [], ...group }: CheckboxesProps) {
  return (
    <GroupFrame {...group}>
      <div className="govuk-checkboxes govuk-checkboxes--small">
        {options.map(({ value, words, hint }, at) => (
          <div className="govuk-checkboxes__item" key={value}>
            <input
              className="govuk-checkboxes__input"
              type="checkbox"
              id={optionId(group.id, at)}
              name={group.id}
              value={value}
              defaultChecked={defaultValues.includes(value)}
            />
            <label className="govuk-label govuk-checkboxes__label" htmlFor={optionId(group.id, at)}>
              {words}
            </label>
            {hint !== undefined && <div className="govuk-hint govuk-checkboxes__hint">{hint}</div>}
          </div>
        ))}
      </div>
    </GroupFrame>
  );
}
