package dev.captioner.web;

import dev.captioner.Captioner;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Captions photos. */
@RestController
class CaptionController {
    private final PhotoUpload upload;
    private final ServedModel model;

    CaptionController(PhotoUpload upload, ServedModel model) {
        this.upload = upload;
        this.model = model;
    }

    /**
     * Captions one photo under the model's own options.
     *
     * @throws PhotoException when it is not an acceptable photo
     */
    @PostMapping(
            path = "/caption",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    CaptionAnswer caption(@RequestPart("image") List<MultipartFile> images) throws IOException {
        Photo photo = upload.read(images);
        Captioner captioner = model.captioner();
        return new CaptionAnswer(
                captioner.caption(photo, captioner.defaults()), new CaptionAnswer.Model(model.name(), model.version()));
    }
}
