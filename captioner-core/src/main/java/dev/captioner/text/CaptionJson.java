package dev.captioner.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.captioner.text.CaptionFile.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads captions from COCO's {@code captions_*.json}, which has {@code images} and {@code annotations}, and from Karpathy's
 * {@code dataset_*.json}, which has {@code images} with {@code sentences}. Other fields are ignored. The text is read as a stream: it is
 * never in memory as a tree.
 */
final class CaptionJson {
    private static final int MAXIMUM_LENGTH = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(100_000)
                            .maxNameLength(1_000)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final TextReader text;
    private final Map<String, String> photos = new HashMap<>();
    private final List<Annotation> annotations = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /** A photo, of either form; {@code sentences} are Karpathy's. */
    private record Image(
            @Nullable String id,
            @JsonProperty("file_name") @Nullable String fileName,
            @Nullable String filename,
            @Nullable String filepath,
            @Nullable String split,
            @Nullable List<Sentence> sentences) {}

    private record Sentence(@Nullable String raw) {}

    private record Annotation(
            @JsonProperty("image_id") @Nullable String imageId,
            @Nullable String caption) {}

    CaptionJson(TextReader text) {
        this.text = text;
    }

    /** Whether a text is JSON and not a table: it begins with a brace that a quote or the end of its line follows, or with a bracket alone. */
    static boolean begins(TextReader text) throws IOException {
        String line = text.firstLine().strip();
        return line.matches("(?s)\\{\\s*(\".*)?") || line.matches("(?s)\\[\\s*([\\[{\"].*)?");
    }

    /**
     * Reads all captions.
     *
     * @throws CaptionFileException when the text is not JSON of one of the two forms
     * @throws IOException when it cannot be read
     */
    List<Line> read() throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            try {
                document(parser);
            } catch (JacksonException e) {
                if (e.getCause() instanceof IOException unreadable) {
                    throw unreadable;
                }
                throw failure(
                        parser.currentLocation(),
                        e instanceof DatabindException
                                ? "expected '" + field(e)
                                        + "' as in COCO's or Karpathy's files, found a value of another type"
                                : "malformed JSON: " + e.getOriginalMessage());
            }
        }
        for (Annotation annotation : annotations) {
            String photo = photos.get(annotation.imageId());
            if (photo == null) {
                throw new CaptionFileException(
                        text.name(),
                        "expected the image of each annotation among 'images', found none with the id '"
                                + annotation.imageId() + "'");
            }
            lines.add(new Line("", photo, String.valueOf(annotation.caption())));
        }
        if (lines.isEmpty()) {
            throw new CaptionFileException(
                    text.name(),
                    "expected captions as in COCO's captions_*.json ('images' and 'annotations' with 'caption') or in"
                            + " Karpathy's dataset_*.json ('images' with 'sentences'), found none");
        }
        return lines;
    }

    private static String field(JacksonException problem) {
        return problem.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("images");
    }

    private void document(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw failure(
                    parser.currentTokenLocation(),
                    "expected an object with 'images', as in COCO's captions_*.json or Karpathy's dataset_*.json, found"
                            + " something else");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("images")) {
                elements(parser, field, Image.class, this::image);
            } else if (field.equals("annotations")) {
                elements(parser, field, Annotation.class, this::annotation);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw failure(parser.currentTokenLocation(), "expected the end of the file, found more");
        }
    }

    /** Takes an element of an array. */
    @FunctionalInterface
    private interface Taker<T> {
        void take(T element, TokenStreamLocation place) throws IOException;
    }

    private <T> void elements(JsonParser parser, String field, Class<T> type, Taker<T> taker) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw failure(
                    parser.currentTokenLocation(), "expected '" + field + "' to be an array, found something else");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            TokenStreamLocation place = parser.currentTokenLocation();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw failure(place, "expected '" + field + "' to hold objects, found something else");
            }
            taker.take(parser.readValueAs(type), place);
        }
    }

    private void image(Image image, TokenStreamLocation place) throws CaptionFileException {
        String name = image.fileName() == null ? image.filename() : image.fileName();
        if (name == null || name.isBlank()) {
            throw failure(place, "expected an image with 'file_name' or 'filename', found neither");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw failure(place, "expected a file name, found one with control characters");
        }
        String photo = image.filepath() == null || image.filepath().isBlank() ? name : image.filepath() + "/" + name;
        if (image.sentences() != null) {
            for (Sentence sentence : image.sentences()) {
                String split = image.split() == null ? "" : image.split().strip();
                lines.add(new Line(split, photo, caption(sentence == null ? null : sentence.raw(), "raw", place)));
            }
        } else if (image.id() == null) {
            throw failure(place, "expected an image with 'id' or 'sentences', found neither");
        } else if (photos.putIfAbsent(image.id(), photo) != null) {
            throw failure(place, "expected one image with the id '" + image.id() + "', found two");
        }
    }

    private void annotation(Annotation annotation, TokenStreamLocation place) throws CaptionFileException {
        if (annotation.imageId() == null) {
            throw failure(place, "expected an annotation with 'image_id', found none");
        }
        annotations.add(new Annotation(annotation.imageId(), caption(annotation.caption(), "caption", place)));
    }

    private String caption(@Nullable String caption, String field, TokenStreamLocation place)
            throws CaptionFileException {
        String found = caption == null ? "" : caption.strip();
        if (found.isEmpty()) {
            throw failure(place, "expected a text in '" + field + "', found none");
        }
        if (found.length() > MAXIMUM_LENGTH) {
            throw failure(
                    place, "expected a caption of at most " + MAXIMUM_LENGTH + " characters, found " + found.length());
        }
        return found;
    }

    private CaptionFileException failure(TokenStreamLocation place, String problem) {
        return new CaptionFileException(text.name(), place.getLineNr(), place.getColumnNr(), problem);
    }
}
