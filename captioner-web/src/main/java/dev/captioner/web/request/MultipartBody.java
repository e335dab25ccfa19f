package dev.captioner.web.request;

import dev.captioner.web.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;

/**
 * A multipart/form-data body (RFC 7578), read part by part.
 *
 * @param contentType the header Content-Type, which has the boundary
 * @param length of the body in bytes
 * @param stream the body, read once
 */
public record MultipartBody(String contentType, long length, InputStream stream) {
    private static final int MOST_PARTS = 200;
    private static final int LONGEST_PART_HEADER = 8 * 1024;

    /** Reads one part. */
    public interface PartReader {
        /** Reads a part; what it leaves unread is skipped. */
        void read(FileItemInput part) throws IOException;
    }

    /**
     * Reads all parts in order.
     *
     * @throws org.springframework.web.ErrorResponseException when the body is malformed or has too many parts
     */
    public void forEachPart(PartReader reader) {
        int parts = 0;
        try {
            FileItemInputIterator items = new Parser().getItemIterator(new Context(this));
            while (items.hasNext()) {
                if (++parts > MOST_PARTS) {
                    throw Problem.MALFORMED_REQUEST.exception(
                            "expected a form of at most " + MOST_PARTS + " parts, found more");
                }
                reader.read(items.next());
            }
        } catch (IOException | InvalidPathException e) { // a filename with a NUL character is an invalid path
            throw Problem.MALFORMED_REQUEST.exception(
                    "the multipart/form-data is malformed (RFC 7578); use a library to write it");
        }
    }

    private record Context(MultipartBody body) implements RequestContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return body.contentType();
        }

        @Override
        public long getContentLength() {
            return body.length();
        }

        @Override
        public InputStream getInputStream() {
            return body.stream();
        }

        @Override
        public boolean isMultipartRelated() {
            return false;
        }
    }

    private static final class Parser extends AbstractFileUpload<Context, DiskFileItem, DiskFileItemFactory> {
        Parser() {
            setMaxPartHeaderSize(LONGEST_PART_HEADER);
            setHeaderCharset(StandardCharsets.UTF_8);
        }

        @Override
        public FileItemInputIterator getItemIterator(Context context) throws IOException {
            return getItemIterator((RequestContext) context);
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(Context context) throws FileUploadException {
            return parseParameterMap((RequestContext) context);
        }

        @Override
        public List<DiskFileItem> parseRequest(Context context) throws FileUploadException {
            return parseRequest((RequestContext) context);
        }
    }
}
