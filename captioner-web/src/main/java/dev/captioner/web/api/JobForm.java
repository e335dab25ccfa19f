package dev.captioner.web.api;

import dev.captioner.text.QuestionException;
import dev.captioner.text.QuestionText;
import dev.captioner.web.body.BodyFilter;
import dev.captioner.web.body.BodyLimits;
import dev.captioner.web.jobs.JobRequest;
import dev.captioner.web.jobs.Upload;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.JsonBody;
import dev.captioner.web.request.MultipartForm;
import dev.captioner.web.request.QuestionForm;
import dev.captioner.web.request.RequestReader;
import dev.captioner.web.request.Utf8;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.springframework.stereotype.Component;

/** Reads what a job is to do: a form with an archive, or JSON that names a folder. */
@Component
class JobForm {
    private static final int MOST_QUESTIONS = 20;
    private static final int MOST_GLOBS = 20;
    private static final int LONGEST_GLOB = 200;
    private static final int LONGEST_ARCHIVE_NAME = 200;
    private static final int MOST_WILDCARDS = 3;

    /** What has a pattern be matched in many ways. */
    private static final Pattern WILDCARDS = Pattern.compile("\\*+|\\{");

    /** How every ZIP begins; one without entries has the second. */
    private static final Set<String> ZIP = Set.of("PK\3\4", "PK\5\6");

    /** What is asked for; an archive lies where its upload wants it. */
    JobRequest read(HttpServletRequest request, Optional<Upload> upload) {
        Fields fields = new Fields();
        RequestReader.readQuery(request.getQueryString(), fields);
        if (upload.isPresent()) {
            String archive = readForm(String.valueOf(request.getContentType()), upload.get(), fields);
            fields.allow(Set.of("questions", "glob"));
            return new JobRequest(archive, null, questions(fields), globs(fields));
        }
        String type = request.getContentType();
        if (type == null || !BodyLimits.isJson(type)) {
            throw Problem.UNSUPPORTED_BODY.exception(
                    "expected multipart/form-data with a ZIP in its part 'archive', or application/json with the name of a folder"
                            + " in its field 'folder'");
        }
        JsonBody.object(BodyFilter.bytes(request), "{\"folder\": \"...\"}")
                .properties()
                .forEach(field -> JsonBody.add(field.getKey(), field.getValue(), fields));
        fields.allow(Set.of("folder", "questions", "glob"));
        String folder = fields.one("folder")
                .orElseThrow(() -> Problem.MISSING_SOURCE.exception(
                        "expected a field 'folder', found none; as in {\"folder\": \"2024/summer\"}"));
        return new JobRequest(null, folder, questions(fields), globs(fields));
    }

    private static List<String> questions(Fields fields) {
        List<String> given = fields.all("questions");
        if (given.size() > MOST_QUESTIONS) {
            throw Problem.BAD_OPTION.exception(
                    "expected at most " + MOST_QUESTIONS + " questions, found " + given.size());
        }
        return given.stream()
                .map(question -> {
                    try {
                        return QuestionText.of(question).text();
                    } catch (QuestionException e) {
                        throw QuestionForm.problem(question).exception(String.valueOf(e.getMessage()));
                    }
                })
                .distinct()
                .toList();
    }

    /** Patterns that take long to match are refused: others wait for the job. */
    private static List<String> globs(Fields fields) {
        List<String> given = fields.all("glob");
        for (String glob : given) {
            if (glob.length() > LONGEST_GLOB
                    || given.size() > MOST_GLOBS
                    || WILDCARDS.matcher(glob).results().count() > MOST_WILDCARDS) {
                throw Problem.BAD_OPTION.exception("expected at most " + MOST_GLOBS + " patterns 'glob' of at most "
                        + LONGEST_GLOB + " characters, each with at most " + MOST_WILDCARDS
                        + " of *, ** and {}, found " + Fields.quote(glob));
            }
        }
        return given;
    }

    /** The name of the archive, which is copied out of the form; parts without a filename become fields. */
    private static String readForm(String contentType, Upload upload, Fields fields) {
        String archive = null;
        int parts = 0;
        try (InputStream body = new BufferedInputStream(Files.newInputStream(upload.body()))) {
            FileItemIterator items = MultipartForm.items(contentType, Files.size(upload.body()), body);
            while (items.hasNext()) {
                FileItemStream item = items.next();
                if (++parts > MultipartForm.MOST_PARTS) {
                    throw Problem.MALFORMED_REQUEST.exception(
                            "at most " + MultipartForm.MOST_PARTS + " parts are read, found more");
                }
                String name = String.valueOf(item.getFieldName());
                try (InputStream part = item.openStream()) {
                    if (item.isFormField()) {
                        fields.add(name, Utf8.text(part.readNBytes(BodyLimits.ENVELOPE + 1), name));
                    } else if (name.equals("archive")) {
                        if (archive != null) {
                            throw Problem.TWIN_FIELDS.exception(
                                    "expected one part 'archive', found more; send a request for each archive");
                        }
                        Files.copy(part, upload.archive());
                        archive = shortened(String.valueOf(item.getName()));
                    }
                }
            }
        } catch (IOException e) {
            throw Problem.MALFORMED_REQUEST.exception(
                    "the multipart/form-data breaks the rules of its form (RFC 7578); let a library write it");
        }
        if (archive == null) {
            throw Problem.MISSING_SOURCE.exception(
                    "expected a part 'archive' with a filename and the bytes of a ZIP, found none; as in curl -F"
                            + " archive=@photos.zip");
        }
        checkZip(upload.archive());
        return archive;
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_ARCHIVE_NAME ? name.substring(0, LONGEST_ARCHIVE_NAME) : name;
    }

    private static void checkZip(Path archive) {
        try (InputStream stream = Files.newInputStream(archive)) {
            if (!ZIP.contains(new String(stream.readNBytes(4), StandardCharsets.ISO_8859_1))) {
                throw Problem.BAD_ARCHIVE.exception("expected a ZIP, found something else");
            }
        } catch (IOException e) {
            throw Problem.STORAGE_FULL.exception("the archive cannot be read again after it was stored");
        }
    }
}
