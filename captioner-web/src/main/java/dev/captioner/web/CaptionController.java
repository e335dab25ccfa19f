package dev.captioner.web;

import dev.captioner.Captioner;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Captions photos. */
@RestController
class CaptionController {
    private final PhotoReader reader;
    private final ServedModel model;

    CaptionController(PhotoReader reader, ServedModel model) {
        this.reader = reader;
        this.model = model;
    }

    /**
     * Captions one photo under the model's own options. The photo's content decides what it is, not its part's name or type.
     *
     * @throws PhotoException when it is not an acceptable photo
     */
    @PostMapping(
            path = "/caption",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    CaptionAnswer caption(@RequestPart("image") List<MultipartFile> images) throws IOException {
        if (images.size() > 1) {
            Problem problem = Problem.SEVERAL_IMAGES;
            String detail = "expected one part 'image', found " + images.size() + "; send a request for each photo";
            throw new ErrorResponseException(problem.status(), problem.of(detail), null);
        }
        Photo photo = reader.read(images.get(0).getBytes());
        Captioner captioner = model.captioner();
        return new CaptionAnswer(
                captioner.caption(photo, captioner.defaults()), new CaptionAnswer.Model(model.name(), model.version()));
    }
}
