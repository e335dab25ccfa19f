package dev.captioner.web;

import dev.captioner.Reply;
import dev.captioner.image.PhotoException;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Answers questions about photos. */
@RestController
class QuestionController {
    private final PhotoUpload upload;
    private final ServedModel model;

    QuestionController(PhotoUpload upload, ServedModel model) {
        this.upload = upload;
        this.model = model;
    }

    /**
     * Answers one question about one photo. The cheapest is checked first, the photo last.
     *
     * @throws PhotoException when it is not an acceptable photo
     */
    @PostMapping(
            path = "/vqa",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Reply answer(@RequestPart("image") List<MultipartFile> images, @RequestParam MultiValueMap<String, String> fields)
            throws IOException {
        if (!model.captioner().answers()) {
            throw Problem.ANSWERS_NOTHING.exception("the model '" + model.name() + "' " + model.version()
                    + " captions photos and answers no questions; start the service with one that does");
        }
        QuestionForm form = QuestionForm.of(fields);
        return model.captioner().ask(upload.read(images), form.question(), form.options());
    }
}
