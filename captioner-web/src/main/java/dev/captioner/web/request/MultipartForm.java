package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A request in the form of multipart/form-data (RFC 7578). What the photo is, its content says, not its part's name or type. */
@Component
public class MultipartForm {
    /** Maximum number of parts. */
    public static final int MOST_PARTS = 200;

    private static final int LONGEST_PART_HEADER = 8 * 1024;

    /** The photo; all parts without a filename become fields. */
    byte[] read(String contentType, byte[] body, Fields fields) {
        byte[] photo = null;
        int parts = 0;
        try {
            FileItemIterator items = items(contentType, body.length, new ByteArrayInputStream(body));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                if (++parts > MOST_PARTS) {
                    throw Problem.MALFORMED_REQUEST.exception("at most " + MOST_PARTS + " parts are read, found more");
                }
                photo = read(item, photo, fields);
            }
        } catch (IOException e) {
            throw Problem.MALFORMED_REQUEST.exception(
                    "the multipart/form-data breaks the rules of its form (RFC 7578); let a library write it");
        }
        if (photo == null) {
            throw Problem.MISSING_IMAGE.exception(
                    "expected a part 'image' with a filename and the photo's bytes, found none;"
                            + " as in curl -F image=@photo.jpg");
        }
        return photo;
    }

    private static byte @Nullable [] read(FileItemStream item, byte @Nullable [] photo, Fields fields)
            throws IOException {
        String name = String.valueOf(item.getFieldName());
        try (InputStream stream = item.openStream()) {
            byte[] bytes = stream.readAllBytes();
            if (item.isFormField()) {
                if (!name.equals("image")) {
                    fields.add(name, Utf8.text(bytes, name));
                }
                return photo;
            }
            if (!name.equals("image")) {
                return photo; // a file that is of no concern
            }
            if (photo != null) {
                throw Problem.SEVERAL_IMAGES.exception(
                        "expected one part 'image', found more; send a request for each photo");
            }
            return bytes;
        }
    }

    /** The parts of a form, in order. */
    public static FileItemIterator items(String contentType, long length, InputStream body) throws IOException {
        FileUpload upload = new FileUpload();
        upload.setPartHeaderSizeMax(LONGEST_PART_HEADER);
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        return upload.getItemIterator(new UploadContext() {
            @Override
            public String getCharacterEncoding() {
                return StandardCharsets.UTF_8.name();
            }

            @Override
            public String getContentType() {
                return contentType;
            }

            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public InputStream getInputStream() {
                return body;
            }
        });
    }
}
