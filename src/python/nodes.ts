/**
 * What every node has: its kind (the class name in Python's own `ast` module) and its half-open
 * range in the original text, in UTF-16 units. Fields carry the names of Python's `ast`, except
 * that an optional field that is not there is `null` and operators are their names.
 */
interface Located<Kind extends string> {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

export type Body = readonly Statement[];

export interface Module extends Located<'Module'> {
  readonly body: Body;
}

interface Function<Kind extends string> extends Located<Kind> {
  readonly name: string;
  readonly args: Arguments;
  readonly body: Body;
  readonly decorator_list: readonly Expression[];
  readonly returns: Expression | null;
  readonly type_params: readonly TypeParameter[];
}
export type FunctionDef = Function<'FunctionDef'>;
export type AsyncFunctionDef = Function<'AsyncFunctionDef'>;

export interface ClassDef extends Located<'ClassDef'> {
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly body: Body;
  readonly decorator_list: readonly Expression[];
  readonly type_params: readonly TypeParameter[];
}
export type Return = Located<'Return'> & { readonly value: Expression | null };
export type Delete = Located<'Delete'> & { readonly targets: readonly Expression[] };
export type Assign = Located<'Assign'> & {
  readonly targets: readonly Expression[];
  readonly value: Expression;
};
export type TypeAlias = Located<'TypeAlias'> & {
  readonly name: Expression;
  readonly type_params: readonly TypeParameter[];
  readonly value: Expression;
};
export type AugAssign = Located<'AugAssign'> & {
  readonly target: Expression;
  readonly op: Operator;
  readonly value: Expression;
};
export interface AnnAssign extends Located<'AnnAssign'> {
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
  /** 1 for a bare name as target, else 0. */
  readonly simple: number;
}
interface Loop<Kind extends string> extends Located<Kind> {
  readonly target: Expression;
  readonly iter: Expression;
  readonly body: Body;
  readonly orelse: Body;
}
export type For = Loop<'For'>;
export type AsyncFor = Loop<'AsyncFor'>;
export type While = Located<'While'> & {
  readonly test: Expression;
  readonly body: Body;
  readonly orelse: Body;
};
export type If = Located<'If'> & {
  readonly test: Expression;
  readonly body: Body;
  readonly orelse: Body;
};
export type With = Located<'With'> & { readonly items: readonly WithItem[]; readonly body: Body };
export type AsyncWith = Located<'AsyncWith'> & {
  readonly items: readonly WithItem[];
  readonly body: Body;
};
export type Match = Located<'Match'> & {
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
};
export type Raise = Located<'Raise'> & {
  readonly exc: Expression | null;
  readonly cause: Expression | null;
};
interface TryLike<Kind extends string> extends Located<Kind> {
  readonly body: Body;
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: Body;
  readonly finalbody: Body;
}
export type Try = TryLike<'Try'>;
export type TryStar = TryLike<'TryStar'>;
export type Assert = Located<'Assert'> & {
  readonly test: Expression;
  readonly msg: Expression | null;
};
export type Import = Located<'Import'> & { readonly names: readonly Alias[] };
export type ImportFrom = Located<'ImportFrom'> & {
  readonly module: string | null;
  readonly names: readonly Alias[];
  /** Number of leading dots. */
  readonly level: number;
};
export type Global = Located<'Global'> & { readonly names: readonly string[] };
export type Nonlocal = Located<'Nonlocal'> & { readonly names: readonly string[] };
export type Expr = Located<'Expr'> & { readonly value: Expression };
export type Pass = Located<'Pass'>;
export type Break = Located<'Break'>;
export type Continue = Located<'Continue'>;

export type Statement =
  | (
      | FunctionDef
      | AsyncFunctionDef
      | ClassDef
      | Return
      | Delete
      | Assign
      | TypeAlias
      | AugAssign
      | AnnAssign
      | For
      | AsyncFor
      | While
    )
  | (
      | If
      | With
      | AsyncWith
      | Match
      | Raise
      | Try
      | TryStar
      | Assert
      | Import
      | ImportFrom
      | Global
      | Nonlocal
      | Expr
      | Pass
      | Break
    )
  | Continue;

export type BoolOp = Located<'BoolOp'> & {
  readonly op: 'And' | 'Or';
  readonly values: readonly Expression[];
};
export type NamedExpr = Located<'NamedExpr'> & {
  readonly target: Expression;
  readonly value: Expression;
};
export type BinOp = Located<'BinOp'> & {
  readonly left: Expression;
  readonly op: Operator;
  readonly right: Expression;
};
export type UnaryOp = Located<'UnaryOp'> & {
  readonly op: 'Invert' | 'Not' | 'UAdd' | 'USub';
  readonly operand: Expression;
};
export type Lambda = Located<'Lambda'> & { readonly args: Arguments; readonly body: Expression };
export type IfExp = Located<'IfExp'> & {
  readonly test: Expression;
  readonly body: Expression;
  readonly orelse: Expression;
};
/** A `null` key is `**value`. */
export type Dict = Located<'Dict'> & {
  readonly keys: readonly (Expression | null)[];
  readonly values: readonly Expression[];
};
export type SetDisplay = Located<'Set'> & { readonly elts: readonly Expression[] };
interface Comprehended<Kind extends string> extends Located<Kind> {
  readonly elt: Expression;
  readonly generators: readonly Comprehension[];
}
export type ListComp = Comprehended<'ListComp'>;
export type SetComp = Comprehended<'SetComp'>;
export type GeneratorExp = Comprehended<'GeneratorExp'>;
export type DictComp = Located<'DictComp'> & {
  readonly key: Expression;
  readonly value: Expression;
  readonly generators: readonly Comprehension[];
};
export type Await = Located<'Await'> & { readonly value: Expression };
export type Yield = Located<'Yield'> & { readonly value: Expression | null };
export type YieldFrom = Located<'YieldFrom'> & { readonly value: Expression };
export type Compare = Located<'Compare'> & {
  readonly left: Expression;
  readonly ops: readonly CompareOperator[];
  readonly comparators: readonly Expression[];
};
export type Call = Located<'Call'> & {
  readonly func: Expression;
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
};
/** `conversion` is -1, or the code of `s`, `r` or `a`. */
export type FormattedValue = Located<'FormattedValue'> & {
  readonly value: Expression;
  readonly conversion: number;
  readonly format_spec: Expression | null;
};
export type Interpolation = Located<'Interpolation'> & {
  readonly value: Expression;
  readonly str: string;
  readonly conversion: number;
  readonly format_spec: Expression | null;
};
export type JoinedStr = Located<'JoinedStr'> & { readonly values: readonly Expression[] };
export type TemplateStr = Located<'TemplateStr'> & { readonly values: readonly Expression[] };

/**
 * The value of a literal. Bytes are text with one unit per byte, whole numbers past 2^53 are
 * bigints, an imaginary number is its factor.
 */
export type ConstantValue =
  | { readonly type: 'str' | 'bytes'; readonly value: string }
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float' | 'complex'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'None' | 'Ellipsis'; readonly value: null };
export type Constant = Located<'Constant'> & ConstantValue;

export type Attribute = Located<'Attribute'> & {
  readonly value: Expression;
  readonly attr: string;
};
export type Subscript = Located<'Subscript'> & {
  readonly value: Expression;
  readonly slice: Expression;
};
export type Starred = Located<'Starred'> & { readonly value: Expression };
export type Name = Located<'Name'> & { readonly id: string };
export type List = Located<'List'> & { readonly elts: readonly Expression[] };
export type Tuple = Located<'Tuple'> & { readonly elts: readonly Expression[] };
export type Slice = Located<'Slice'> & {
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
};

export type Expression =
  | (
      | BoolOp
      | NamedExpr
      | BinOp
      | UnaryOp
      | Lambda
      | IfExp
      | Dict
      | SetDisplay
      | ListComp
      | SetComp
      | DictComp
      | GeneratorExp
      | Await
    )
  | (
      | Yield
      | YieldFrom
      | Compare
      | Call
      | FormattedValue
      | Interpolation
      | JoinedStr
      | TemplateStr
      | Constant
      | Attribute
      | Subscript
    )
  | (Starred | Name | List | Tuple | Slice);

export type Operator =
  | (
      | 'Add'
      | 'Sub'
      | 'Mult'
      | 'MatMult'
      | 'Div'
      | 'Mod'
      | 'Pow'
      | 'LShift'
      | 'RShift'
      | 'BitOr'
      | 'BitXor'
      | 'BitAnd'
    )
  | 'FloorDiv';
export type CompareOperator =
  | 'Eq'
  | 'NotEq'
  | 'Lt'
  | 'LtE'
  | 'Gt'
  | 'GtE'
  | 'Is'
  | 'IsNot'
  | 'In'
  | 'NotIn';

export type Comprehension = Located<'comprehension'> & {
  readonly target: Expression;
  readonly iter: Expression;
  readonly ifs: readonly Expression[];
  readonly is_async: number;
};
export type ExceptHandler = Located<'ExceptHandler'> & {
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: Body;
};
export interface Arguments extends Located<'arguments'> {
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | null;
  readonly kwonlyargs: readonly Arg[];
  readonly kw_defaults: readonly (Expression | null)[];
  readonly kwarg: Arg | null;
  readonly defaults: readonly Expression[];
}
export type Arg = Located<'arg'> & { readonly arg: string; readonly annotation: Expression | null };
/** A `null` name is `**value`. */
export type Keyword = Located<'keyword'> & {
  readonly arg: string | null;
  readonly value: Expression;
};
export type Alias = Located<'alias'> & { readonly name: string; readonly asname: string | null };
export type WithItem = Located<'withitem'> & {
  readonly context_expr: Expression;
  readonly optional_vars: Expression | null;
};
export type MatchCase = Located<'match_case'> & {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: Body;
};

export type Pattern =
  | (Located<'MatchValue'> & { readonly value: Expression })
  | (Located<'MatchSingleton'> & { readonly value: boolean | null })
  | (Located<'MatchSequence'> & { readonly patterns: readonly Pattern[] })
  | (Located<'MatchMapping'> & {
      readonly keys: readonly Expression[];
      readonly patterns: readonly Pattern[];
      readonly rest: string | null;
    })
  | (Located<'MatchClass'> & {
      readonly cls: Expression;
      readonly patterns: readonly Pattern[];
      readonly kwd_attrs: readonly string[];
      readonly kwd_patterns: readonly Pattern[];
    })
  | (Located<'MatchStar'> & { readonly name: string | null })
  | (Located<'MatchAs'> & { readonly pattern: Pattern | null; readonly name: string | null })
  | (Located<'MatchOr'> & { readonly patterns: readonly Pattern[] });

export type TypeParameter =
  | (Located<'TypeVar'> & {
      readonly name: string;
      readonly bound: Expression | null;
      readonly default_value: Expression | null;
    })
  | (Located<'ParamSpec'> & { readonly name: string; readonly default_value: Expression | null })
  | (Located<'TypeVarTuple'> & {
      readonly name: string;
      readonly default_value: Expression | null;
    });

/** Any node of the tree. */
export type PyNode =
  | (
      | Module
      | Statement
      | Expression
      | Comprehension
      | ExceptHandler
      | Arguments
      | Arg
      | Keyword
      | Alias
      | WithItem
      | MatchCase
    )
  | (Pattern | TypeParameter);
export type NodeKind = PyNode['kind'];
