package dev.cairn.lists;

import com.google.common.collect.ImmutableList;
import dev.cairn.base.InvalidInputException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import java.util.List;
import java.util.Optional;

/** Compiles a filter into an SQL condition. It walks CEL's tree, and accepts only fields listed in {@link Fields}. */
final class FilterCompiler {
    private static final String OPERATORS =
            "&&, ||, !, ==, !=, <, <=, >, >=, in, .contains(\"x\"), .startsWith(\"x\")," + " .endsWith(\"x\")";

    private final FilterParser filter;
    private final Comparisons comparisons;
    private final FieldPaths paths;

    private FilterCompiler(FilterParser filter, Fields fields) {
        this.filter = filter;
        this.comparisons = new Comparisons(filter);
        this.paths = new FieldPaths(filter, fields);
    }

    /** @throws InvalidInputException which says where, what is wrong and what is allowed */
    static Condition compile(String text, Fields fields) {
        FilterParser filter = FilterParser.parse(text);
        return new FilterCompiler(filter, fields).condition(filter.root());
    }

    private Condition condition(CelExpr part) {
        return switch (part.getKind()) {
            case CALL -> call(part, part.call());
            case IDENT, SELECT -> flag(part);
            case CONSTANT -> constant(part);
            case LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> throw noCondition(part);
        };
    }

    private Condition call(CelExpr part, CelCall call) {
        ImmutableList<CelExpr> arguments = call.args();
        Optional<CelExpr> target = call.target();
        if (target.isPresent()) {
            return match(part, call, target.get());
        }
        return switch (call.function()) {
            case "_&&_" -> condition(arguments.get(0)).and(condition(arguments.get(1)));
            case "_||_" -> condition(arguments.get(0)).or(condition(arguments.get(1)));
            case "!_" -> condition(arguments.getFirst()).negated();
            case "_==_" -> compare(part, "=", "=", arguments);
            case "_!=_" -> compare(part, "<>", "<>", arguments);
            case "_<_" -> compare(part, "<", ">", arguments);
            case "_<=_" -> compare(part, "<=", ">=", arguments);
            case "_>_" -> compare(part, ">", "<", arguments);
            case "_>=_" -> compare(part, ">=", "<=", arguments);
            case "@in" -> in(arguments);
            case "_[_]" -> flag(part);
            default ->
                throw filter.wrong(part, "'" + call.function().replace("_", "") + "' is not possible here", OPERATORS);
        };
    }

    private Condition compare(CelExpr part, String operator, String turned, List<CelExpr> sides) {
        CelExpr left = sides.get(0);
        CelExpr right = sides.get(1);
        if (isConstant(right)) {
            return comparisons.compare(paths.field(left), operator, right);
        }
        if (isConstant(left)) {
            return comparisons.compare(paths.field(right), turned, left);
        }
        throw filter.wrong(
                part, "one side must be a value", "a field and a number, a string in quotes, true, false or null");
    }

    private Condition in(List<CelExpr> sides) {
        CelExpr list = sides.get(1);
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            throw filter.wrong(list, "'in' must be followed by a list", "as in state in [\"queued\", \"running\"]");
        }
        return comparisons.in(paths.field(sides.get(0)), list.list().elements());
    }

    private Condition match(CelExpr part, CelCall call, CelExpr target) {
        String around = switch (call.function()) {
            case "contains" -> "%?%";
            case "startsWith" -> "?%";
            case "endsWith" -> "%?";
            default -> throw filter.wrong(part, "there is no function '" + call.function() + "'", OPERATORS);
        };
        if (call.args().size() != 1) {
            throw filter.wrong(part, call.function() + " takes one string", call.function() + "(\"x\")");
        }
        return comparisons.like(paths.field(target), around, call.args().getFirst());
    }

    private Condition flag(CelExpr part) {
        Field field = paths.field(part);
        if (field.type() instanceof FieldType.Flag) {
            return new Condition("coalesce(" + field.sql() + ", false)", List.of());
        }
        throw filter.wrong(
                part,
                field.name() + " alone is not a condition",
                field.name() + " == " + field.type().description());
    }

    private Condition constant(CelExpr part) {
        if (part.constant().getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
            throw noCondition(part);
        }
        return part.constant().booleanValue() ? Condition.ALWAYS : Condition.NEVER;
    }

    private static boolean isConstant(CelExpr part) {
        return part.getKind() == CelExpr.ExprKind.Kind.CONSTANT;
    }

    private InvalidInputException noCondition(CelExpr part) {
        return filter.wrong(part, "this is not a condition", OPERATORS);
    }
}
