import { describe, expect, test } from 'vitest';
import { caseNames, evaluateCase, expectationOf } from './case-folder.ts';

describe('settings are evaluated as their case says', () => {
  test.each(caseNames())('%s', (name) => {
    const expected = expectationOf(name);
    const settings = evaluateCase(name);
    const failure = settings.failure;
    const shown = failure && {
      kind: failure.kind,
      variable: failure.variable ?? null,
      message: failure.message,
    };
    expect(shown).toEqual(expected.failure);
    for (const [setting, value] of Object.entries(expected.values ?? {})) {
      expect({ [setting]: settings.get(setting) }).toMatchObject({
        [setting]: { state: 'known', value },
      });
    }
    for (const setting of expected.absent ?? [])
      expect({ [setting]: settings.get(setting).state }).toEqual({ [setting]: 'absent' });
    for (const [setting, because] of Object.entries(expected.computed ?? {})) {
      expect({ [setting]: settings.get(setting) }).toMatchObject({
        [setting]: { state: 'computed', because },
      });
    }
    for (const [setting, dependsOn] of Object.entries(expected.dependsOn ?? {})) {
      expect({ [setting]: settings.get(setting) }).toMatchObject({ [setting]: { dependsOn } });
    }
    for (const [setting, files] of Object.entries(expected.elementFiles ?? {})) {
      const state = settings.get(setting);
      expect(
        state.state === 'absent' ? undefined : state.elements?.map((element) => element.at?.file),
      ).toEqual(files);
    }
    for (const [setting, values] of Object.entries(expected.elements ?? {})) {
      const state = settings.get(setting);
      expect(
        state.state === 'absent' ? undefined : state.elements?.map((element) => element.value),
      ).toEqual(values);
    }
  });
});
