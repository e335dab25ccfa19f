package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import tools.jackson.databind.JsonNode;

/** The photo and fields of a JSON request: an object with the photo as base64 in {@code image}, and options. */
final class JsonForm {
    private JsonForm() {}

    /**
     * Reads a request.
     *
     * @param fields receives all other members; a list becomes several values
     * @return the bytes of the photo
     * @throws org.springframework.web.ErrorResponseException when the JSON is malformed or has no photo
     */
    static byte[] read(byte[] body, Fields fields) {
        JsonNode object = JsonBody.object(body, "{\"image\": \"...\"}");
        object.properties().forEach(field -> {
            if (!field.getKey().equals("image")) {
                JsonBody.add(field.getKey(), field.getValue(), fields);
            }
        });
        JsonNode image = object.path("image");
        if (!image.isString()) {
            throw Problem.MISSING_IMAGE.exception(
                    "image", "expected the photo as base64 in a field 'image', found none");
        }
        return Base64Photo.bytes(image.stringValue(), "image");
    }
}
