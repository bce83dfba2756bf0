package dev.cairn.lists;

import dev.cairn.base.InvalidInputException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;

/** Finds the fields that a filter names. */
final class FieldPaths {
    private final FilterParser filter;
    private final Fields fields;

    FieldPaths(FilterParser filter, Fields fields) {
        this.filter = filter;
        this.fields = fields;
    }

    /** @throws InvalidInputException if the part is not the name of a field */
    Field field(CelExpr part) {
        String path = path(part);
        return fields.find(path)
                .orElseThrow(() -> filter.wrong(first(part), Fields.unknownField(path), fields.allowed(path)));
    }

    /** Dotted; {@code tags["a.b"]} is the same as tags.a.b. */
    private String path(CelExpr part) {
        return switch (part.getKind()) {
            case IDENT -> part.ident().name();
            case SELECT -> path(part.select().operand()) + "." + part.select().field();
            case CALL -> indexed(part);
            case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> throw noField(part);
        };
    }

    private String indexed(CelExpr part) {
        if (!part.call().function().equals("_[_]")) {
            throw noField(part);
        }
        CelExpr key = part.call().args().get(1);
        if (key.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || key.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            throw filter.wrong(key, "a key must be a string", "as in tags[\"team\"]");
        }
        return path(part.call().args().get(0)) + "." + key.constant().stringValue();
    }

    /** The first part of the name, since CEL gives a selection the position of its dot. */
    private static CelExpr first(CelExpr part) {
        return part.getKind() == CelExpr.ExprKind.Kind.SELECT
                ? first(part.select().operand())
                : part;
    }

    private InvalidInputException noField(CelExpr part) {
        return filter.wrong(part, "a field is expected here", fields.allowed(""));
    }
}
