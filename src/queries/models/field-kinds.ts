/** What a field of a model is for an API. */
export type FieldKind =
  | 'scalar'
  | 'foreign-key'
  | 'one-to-one'
  | 'many-to-many'
  | 'json'
  | 'file'
  | 'generic'
  | 'unknown';

/**
 * The Python type of the value of each plain field of Django. Source: Django 6.1 documentation,
 * "Model field reference"; read 2026-11-23.
 */
export const SCALAR_FIELDS: Readonly<Record<string, string>> = {
  AutoField: 'int',
  BigAutoField: 'int',
  SmallAutoField: 'int',
  BigIntegerField: 'int',
  BooleanField: 'bool',
  NullBooleanField: 'bool',
  CharField: 'str',
  DateField: 'datetime.date',
  DateTimeField: 'datetime.datetime',
  DecimalField: 'decimal.Decimal',
  DurationField: 'datetime.timedelta',
  EmailField: 'str',
  FilePathField: 'str',
  FloatField: 'float',
  GenericIPAddressField: 'str',
  IntegerField: 'int',
  PositiveBigIntegerField: 'int',
  PositiveIntegerField: 'int',
  PositiveSmallIntegerField: 'int',
  SlugField: 'str',
  SmallIntegerField: 'int',
  TextField: 'str',
  TimeField: 'datetime.time',
  URLField: 'str',
  UUIDField: 'uuid.UUID',
};

const OTHER_FIELDS: Readonly<Record<string, FieldKind>> = {
  ForeignKey: 'foreign-key',
  ParentalKey: 'foreign-key',
  TreeForeignKey: 'foreign-key',
  OneToOneField: 'one-to-one',
  ManyToManyField: 'many-to-many',
  SortedManyToManyField: 'many-to-many',
  JSONField: 'json',
  FileField: 'file',
  ImageField: 'file',
  GenericForeignKey: 'generic',
  GenericRelation: 'generic',
};

/**
 * The kind of a field by the last part of the name of its class; undefined for a class that is no
 * field at all. A field that only a package knows is `unknown`.
 */
export function fieldKind(className: string): FieldKind | undefined {
  if (SCALAR_FIELDS[className] !== undefined) return 'scalar';
  return OTHER_FIELDS[className] ?? (/(Field|ForeignKey)$/.test(className) ? 'unknown' : undefined);
}

/** Parts of a name that mark what nobody outside may read. */
const SECRET_PARTS = new Set(
  'apikey auth credential credentials cvc cvv digest hash iban key mfa nonce otp passcode passphrase passwd password pin pwd salt secret seed signature ssn token totp'.split(
    ' ',
  ),
);
const SECRET_WITHIN = /password|passwd|secret|token|apikey|hash|credential/;

/** Parts of a name that mark how to reach a person, or who that person is. */
const CONTACT_PARTS = new Set(
  'birth birthdate birthday cell dob email emails fax firstname gender ip lastname mail mobile nationality passport phone phones postcode street surname tel telephone whatsapp zip zipcode'.split(
    ' ',
  ),
);
const CONTACT_WITHIN = /e_?mail|phone|birth|(first|last|full|middle|maiden)_name/;

/**
 * `secret` for a field that an API must never show, `contact` for one that it shows when somebody
 * asks for it, by the name and the class of the field; undefined for all others.
 */
export function fieldSensitivity(
  name: string,
  className: string,
  kind: FieldKind,
): 'secret' | 'contact' | undefined {
  const lower = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const parts = lower.split(/[_\d]+/);
  if (
    parts.some((part) => SECRET_PARTS.has(part)) ||
    SECRET_WITHIN.test(lower) ||
    /^(Encrypted|Hashed|Password)/.test(className)
  )
    return 'secret';
  if (kind !== 'scalar' && kind !== 'unknown' && kind !== 'json') return undefined;
  return parts.some((part) => CONTACT_PARTS.has(part)) ||
    CONTACT_WITHIN.test(lower) ||
    /^(EmailField|GenericIPAddressField|PhoneNumberField)$/.test(className)
    ? 'contact'
    : undefined;
}
