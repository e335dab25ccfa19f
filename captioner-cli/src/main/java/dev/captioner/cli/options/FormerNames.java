package dev.captioner.cli.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names that an option had in earlier versions. They keep working, are absent from the help, and print a deprecation note. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface FormerNames {
    /** The names with their dashes. */
    String[] value();
}
