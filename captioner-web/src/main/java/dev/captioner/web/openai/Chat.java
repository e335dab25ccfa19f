package dev.captioner.web.openai;

import dev.captioner.text.Instructions;
import dev.captioner.text.Tokeniser;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Base64Photo;
import dev.captioner.web.request.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The parts of a chat that the model uses: the last photo, and the text of the last message. The model has no memory of earlier
 * messages.
 *
 * @param photo bytes of the photo file, not checked yet
 * @param text text of the last message; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chat(byte[] photo, String text) {
    private static final String MESSAGES = "messages";
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");

    private static final Set<String> FOR_CAPTIONS =
            Set.of("describe", "describing", "description", "caption", "captions", "captioning");
    private static final Pattern WHOLE_PHOTO = Pattern.compile(
            "what( is|'s| s) (shown |depicted )?(in|on) (the|this) "
                    + "(image|photo|picture|photograph)|what do you see( (in|on) (the|this) (image|photo|picture|photograph))?");
    private static final Pattern QUESTION_MARK = Pattern.compile("[?\uff1f\u061f]");
    private static final Set<String> QUESTION_WORDS = Set.of(
            "what", "what's", "who", "who's", "whose", "which", "where", "where's", "when", "why", "how", "is", "are",
            "was", "were", "do", "does", "did", "can", "could", "has", "have", "will", "would", "should");

    /** Reads the messages of a request. */
    static Chat of(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw Problem.BAD_OPTION.exception(MESSAGES, "expected 'messages' to be a list of at least one message");
        }
        List<String> photos = List.of();
        String text = "";
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = message.path("role").asString("");
            if (!ROLES.contains(role)) {
                throw bad(
                        i,
                        "expected a role out of " + ROLES.stream().sorted().toList() + ", found " + Fields.quote(role));
            }
            if (!role.equals("user")) {
                continue;
            }
            List<String> urls = new ArrayList<>();
            text = read(message.path("content"), i, urls);
            photos = urls.isEmpty() ? photos : urls;
        }
        if (!messages.get(messages.size() - 1).path("role").asString("").equals("user")) {
            throw bad(messages.size() - 1, "expected the role 'user' for the last message");
        }
        return new Chat(photo(photos), text.strip());
    }

    /** Returns the text of a message and adds its photos to a list. */
    private static String read(JsonNode content, int message, List<String> photos) {
        if (content.isString()) {
            return content.stringValue();
        }
        if (!content.isArray()) {
            throw bad(message, "expected 'content' to be a string or a list of parts, found other JSON");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content) {
            String type = part.path("type").asString("");
            JsonNode value = part.path(type);
            JsonNode address = value.isObject() ? value.path("url") : value;
            if (type.equals("text") && value.isString()) {
                texts.add(value.stringValue());
            } else if (type.equals("image_url") && address.isString()) {
                photos.add(address.stringValue());
            } else {
                throw bad(
                        message,
                        "expected parts such as {\"type\": \"text\", \"text\": \"...\"} and {\"type\": \"image_url\","
                                + " \"image_url\": {\"url\": \"data:image/jpeg;base64,...\"}}, found the type "
                                + Fields.quote(type));
            }
        }
        return String.join("\n", texts);
    }

    private static byte[] photo(List<String> photos) {
        if (photos.isEmpty()) {
            throw Problem.MISSING_IMAGE.exception(
                    MESSAGES,
                    "expected a photo in a user message, as in {\"type\": \"image_url\", \"image_url\": {\"url\":"
                            + " \"data:image/jpeg;base64,...\"}}, found none");
        }
        if (photos.size() > 1) {
            throw Problem.SEVERAL_IMAGES.exception(
                    MESSAGES,
                    "expected one photo in a message, found " + photos.size() + "; send one request per photo");
        }
        return Base64Photo.bytes(photos.get(0), "image_url");
    }

    private static RuntimeException bad(int message, String detail) {
        return Problem.BAD_OPTION.exception(MESSAGES, "messages[" + message + "]: " + detail);
    }

    /** Whether the text is a question; if not, the photo is captioned. */
    boolean asksQuestion() {
        String plain = Instructions.off(text);
        List<String> words = Tokeniser.words(plain);
        if (words.stream().anyMatch(FOR_CAPTIONS::contains)
                || WHOLE_PHOTO.matcher(String.join(" ", words)).matches()) {
            return false;
        }
        return QUESTION_MARK.matcher(plain).find() || (!words.isEmpty() && QUESTION_WORDS.contains(words.get(0)));
    }
}
