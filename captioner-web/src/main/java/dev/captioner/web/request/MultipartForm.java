package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

/**
 * The photo and fields of a multipart/form-data request. A part with a filename is a file, every other part is a field. The
 * photo's format is detected from its bytes; the filename and type of its part are ignored.
 */
final class MultipartForm {
    private final Fields fields;
    private byte @Nullable [] photo;

    private MultipartForm(Fields fields) {
        this.fields = fields;
    }

    /**
     * Reads a form.
     *
     * @param fields receives all parts without a filename
     * @return the bytes of the photo
     * @throws org.springframework.web.ErrorResponseException when the form is malformed or has no photo or several
     */
    static byte[] read(String contentType, byte[] body, Fields fields) {
        MultipartForm form = new MultipartForm(fields);
        new MultipartBody(contentType, body.length, new ByteArrayInputStream(body)).forEachPart(form::add);
        if (form.photo == null) {
            throw Problem.MISSING_IMAGE.exception(
                    "image",
                    "expected a part 'image' with a filename and the photo's bytes, found none;"
                            + " as in curl -F image=@photo.jpg");
        }
        return form.photo;
    }

    private void add(FileItemInput part) throws IOException {
        String name = String.valueOf(part.getFieldName());
        try (InputStream stream = part.getInputStream()) {
            byte[] bytes = stream.readAllBytes();
            boolean image = name.equals("image");
            if (part.isFormField()) {
                if (!image) { // without a filename it is no photo: reported as missing
                    fields.add(name, Utf8.text(bytes, name));
                }
            } else if (image && photo != null) {
                throw Problem.SEVERAL_IMAGES.exception(
                        "image", "expected one part 'image', found several; send one request per photo");
            } else if (image) {
                photo = bytes;
            } // else a file that the service has no use for
        }
    }
}
