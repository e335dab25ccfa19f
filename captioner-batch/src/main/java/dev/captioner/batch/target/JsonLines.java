package dev.captioner.batch.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.file.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An object a line for each photo, bad ones included: {@code captioner caption --json}, with words but without attention. */
record JsonLines(OutputFile file, PhotoFields fields) implements FileTarget {
    static final JsonMapper JSON = JsonMapper.builder()
            .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** A line of the file. */
    private record Line(
            String file,
            @Nullable String sha256,
            @Nullable Double confidence,
            @Nullable List<Described.Sentence> captions,
            @Nullable List<Described.Answered> answers,
            @Nullable String date,
            @Nullable String description,
            @Nullable String reason,
            @Nullable String error) {
        static Line of(PhotoRow row, PhotoFields.Values stated) {
            Described described = row.described();
            if (described == null) {
                return new Line(
                        row.name(),
                        row.sha256(),
                        null,
                        null,
                        null,
                        stated.date(),
                        stated.description(),
                        row.problem() == null ? null : row.problem().reason(),
                        row.problem() == null ? null : row.problem().message());
            }
            return new Line(
                    row.name(),
                    row.sha256(),
                    described.best().confidence(),
                    described.captions(),
                    described.answers().isEmpty() ? null : described.answers(),
                    stated.date(),
                    stated.description(),
                    null,
                    null);
        }
    }

    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        file.write(out -> {
            try (PhotoFields.Reading reading = fields.new Reading()) {
                for (PhotoRow row : rows) {
                    line(out, Line.of(row, reading.of(row)));
                }
            }
        });
    }

    static void line(OutputStream out, Object value) throws IOException {
        out.write(JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8)); // reports errors of the disk
        out.write('\n');
    }
}
