package dev.captioner.web.api;

import dev.captioner.text.QuestionException;
import dev.captioner.text.QuestionText;
import dev.captioner.web.body.BodyLimits;
import dev.captioner.web.body.ReceivedBody;
import dev.captioner.web.body.Upload;
import dev.captioner.web.jobs.JobRequest;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.DecodingForm;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.JsonBody;
import dev.captioner.web.request.MultipartBody;
import dev.captioner.web.request.QuestionForm;
import dev.captioner.web.request.RequestReader;
import dev.captioner.web.request.Utf8;
import dev.captioner.web.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the request for a job: a form with an archive, or JSON that names a folder. */
final class JobForm {
    private static final Set<String> OF_ARCHIVES = names("questions", "glob", "zipEncoding");
    private static final Set<String> OF_FOLDERS = names("folder", "questions", "glob");
    private static final int MOST_QUESTIONS = 20;
    private static final int MOST_GLOBS = 20;
    private static final int LONGEST_GLOB = 200;
    private static final int LONGEST_ARCHIVE_NAME = 200;
    private static final int MOST_WILDCARDS = 3;

    /** What makes a pattern expensive to match. */
    private static final Pattern WILDCARDS = Pattern.compile("\\*+|\\{");

    /** The first bytes of a ZIP, and of a ZIP without entries. */
    private static final Set<String> ZIP = Set.of("PK\3\4", "PK\5\6");

    private JobForm() {}

    /**
     * Reads a form with an archive, which is extracted to the path that the upload has for it.
     *
     * @throws org.springframework.web.ErrorResponseException when the form, the archive or an option is invalid
     */
    static JobRequest read(HttpServletRequest request, Upload upload, Settings.Limits limits) {
        Fields fields = query(request);
        String archive = readForm(String.valueOf(request.getContentType()), upload, fields);
        fields.allow(OF_ARCHIVES);
        return request(archive, null, fields, limits);
    }

    /**
     * Reads JSON that names a folder.
     *
     * @throws org.springframework.web.ErrorResponseException when the JSON or an option is invalid
     */
    static JobRequest read(HttpServletRequest request, Settings.Limits limits) {
        Fields fields = query(request);
        String type = request.getContentType();
        if (type == null || !BodyLimits.isJson(type)) {
            throw Problem.UNSUPPORTED_BODY.exception(
                    "expected multipart/form-data with a ZIP in its part 'archive', or application/json with the name of a folder"
                            + " in its field 'folder'");
        }
        JsonBody.object(ReceivedBody.bytes(request), "{\"folder\": \"...\"}")
                .properties()
                .forEach(field -> JsonBody.add(field.getKey(), field.getValue(), fields));
        fields.allow(OF_FOLDERS);
        String folder = fields.one("folder")
                .orElseThrow(() -> Problem.MISSING_SOURCE.exception(
                        "folder", "expected a field 'folder', found none; as in {\"folder\": \"2024/summer\"}"));
        return request(null, folder, fields, limits);
    }

    private static JobRequest request(
            @Nullable String archive, @Nullable String folder, Fields fields, Settings.Limits limits) {
        DecodingForm decoding = DecodingForm.of(fields);
        decoding.require(limits);
        return JobRequest.of(
                archive,
                folder,
                questions(fields),
                globs(fields),
                fields.one("zipEncoding").orElse(null),
                decoding.request());
    }

    private static Set<String> names(String... others) {
        return Stream.concat(DecodingForm.NAMES.stream(), Arrays.stream(others))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Fields query(HttpServletRequest request) {
        Fields fields = new Fields();
        RequestReader.readQuery(request.getQueryString(), fields);
        return fields;
    }

    private static List<String> questions(Fields fields) {
        List<String> given = fields.all("questions");
        if (given.size() > MOST_QUESTIONS) {
            throw Problem.BAD_OPTION.exception(
                    "questions", "expected at most " + MOST_QUESTIONS + " questions, found " + given.size());
        }
        return given.stream()
                .map(question -> {
                    try {
                        return QuestionText.of(question).text();
                    } catch (QuestionException e) {
                        throw QuestionForm.problem(question).exception("questions", String.valueOf(e.getMessage()));
                    }
                })
                .distinct()
                .toList();
    }

    /** Rejects patterns that are expensive to match: one job would hold up all others. */
    private static List<String> globs(Fields fields) {
        List<String> given = fields.all("glob");
        for (String glob : given) {
            if (glob.length() > LONGEST_GLOB
                    || given.size() > MOST_GLOBS
                    || WILDCARDS.matcher(glob).results().count() > MOST_WILDCARDS) {
                throw Problem.BAD_OPTION.exception(
                        "glob",
                        "expected at most " + MOST_GLOBS + " patterns 'glob' of at most "
                                + LONGEST_GLOB + " characters, each with at most " + MOST_WILDCARDS
                                + " of *, ** and {}, found " + Fields.quote(glob));
            }
        }
        return given;
    }

    /** Copies the archive out of the form and returns its filename; parts without a filename become fields. */
    private static String readForm(String contentType, Upload upload, Fields fields) {
        List<String> archives = new ArrayList<>();
        try (InputStream body = new BufferedInputStream(Files.newInputStream(upload.body()))) {
            new MultipartBody(contentType, Files.size(upload.body()), body).forEachPart(part -> {
                String name = String.valueOf(part.getFieldName());
                try (InputStream content = part.getInputStream()) {
                    if (part.isFormField()) {
                        fields.add(name, Utf8.text(content.readNBytes(BodyLimits.ENVELOPE + 1), name));
                    } else if (name.equals("archive")) {
                        if (!archives.isEmpty()) {
                            throw Problem.TWIN_FIELDS.exception(
                                    "archive",
                                    "expected one part 'archive', found several; send one request per archive");
                        }
                        store(content, upload.archive());
                        archives.add(name(String.valueOf(part.getName())));
                    }
                }
            });
        } catch (IOException e) {
            throw Problem.STORAGE_FULL.exception("the upload cannot be read back from the disk");
        }
        if (archives.isEmpty()) {
            throw Problem.MISSING_SOURCE.exception(
                    "archive",
                    "expected a part 'archive' with a filename and the bytes of a ZIP, found none; as in curl -F"
                            + " archive=@photos.zip");
        }
        checkZip(upload.archive());
        return archives.get(0);
    }

    /** Copies the archive. A failure to read means a malformed form, a failure to write a full disk. */
    private static void store(InputStream content, Path archive) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = open(archive)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                write(out, buffer, count);
            }
        }
    }

    private static OutputStream open(Path archive) {
        try {
            return Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw storageFull();
        }
    }

    private static void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw storageFull();
        }
    }

    private static RuntimeException storageFull() {
        return Problem.STORAGE_FULL.exception(
                "the disk with the folder for jobs is full or fails; send a smaller archive or try again later");
    }

    /** The last part of a filename, as some clients send paths, without control characters. */
    private static String name(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        if (last.isEmpty()) {
            return "archive.zip";
        }
        return last.length() > LONGEST_ARCHIVE_NAME ? last.substring(0, LONGEST_ARCHIVE_NAME) : last;
    }

    private static void checkZip(Path archive) {
        try (InputStream stream = Files.newInputStream(archive)) {
            if (!ZIP.contains(new String(stream.readNBytes(4), StandardCharsets.ISO_8859_1))) {
                throw Problem.BAD_ARCHIVE.exception("archive", "expected a ZIP, found another format");
            }
        } catch (IOException e) {
            throw Problem.STORAGE_FULL.exception("the upload cannot be read back from the disk");
        }
    }
}
