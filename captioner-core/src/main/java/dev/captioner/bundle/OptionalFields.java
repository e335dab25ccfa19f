package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Makes Jackson require every field of a record except those of an optional type. */
final class OptionalFields extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return !isOptional(member);
    }

    /** Jackson treats an absent field as null, so {@link WholeNumber} decides what a null means. */
    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated field) {
        return isOptional(field)
                ? JsonSetter.Value.construct(Nulls.SET, Nulls.FAIL)
                : super.findSetterInfo(config, field);
    }

    private static boolean isOptional(Annotated field) {
        return field.getRawType() == OptionalInt.class || field.getRawType() == Optional.class;
    }

    /** An integer that may be absent, but not null. */
    static final class WholeNumber extends StdDeserializer<OptionalInt> {
        WholeNumber() {
            super(OptionalInt.class);
        }

        @Override
        public OptionalInt deserialize(JsonParser json, DeserializationContext context) {
            return OptionalInt.of(context.readValue(json, int.class));
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return OptionalInt.empty();
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return context.reportInputMismatch(this, "null");
        }
    }
}
