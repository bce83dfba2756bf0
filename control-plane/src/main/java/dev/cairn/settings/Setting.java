package dev.cairn.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How people know a setting; the JSON Schema and everything made from it show this. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Setting {
    /** The paper's symbol. */
    String symbol() default "";

    /** What its number counts. */
    String unit() default "";
}
