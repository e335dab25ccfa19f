package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A request in the form of a JSON object: base64 of a photo in the field {@code image}, options in others. */
@Component
class JsonForm {
    /** The photo; all others become fields, a list as many. */
    byte[] read(byte[] body, Fields fields) {
        JsonNode object = JsonBody.object(body, "{\"image\": \"...\"}");
        object.properties().forEach(field -> {
            if (!field.getKey().equals("image")) {
                JsonBody.add(field.getKey(), field.getValue(), fields);
            }
        });
        JsonNode image = object.path("image");
        if (!image.isString()) {
            throw Problem.MISSING_IMAGE.exception("expected the photo as base64 in a field 'image', found none");
        }
        return Base64Photo.bytes(image.stringValue(), "image");
    }
}
