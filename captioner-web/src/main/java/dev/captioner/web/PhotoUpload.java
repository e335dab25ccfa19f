package dev.captioner.web;

import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** The photo of a request. Its content decides what it is, not its part's name or type. */
@Component
class PhotoUpload {
    private final PhotoReader reader;

    PhotoUpload(PhotoReader reader) {
        this.reader = reader;
    }

    /**
     * The one photo.
     *
     * @param images the parts with this name, at least one
     * @throws PhotoException when it is not an acceptable photo
     */
    Photo read(List<MultipartFile> images) throws IOException {
        if (images.size() > 1) {
            throw Problem.SEVERAL_IMAGES.exception(
                    "expected one part 'image', found " + images.size() + "; send a request for each photo");
        }
        return reader.read(images.get(0).getBytes());
    }
}
