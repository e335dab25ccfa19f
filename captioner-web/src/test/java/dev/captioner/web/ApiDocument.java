package dev.captioner.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.captioner.web.jobs.JobRequest;
import dev.captioner.web.problem.ErrorForm;
import dev.captioner.web.problem.Problem;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service in OpenAPI 3.1: paths and responses as springdoc reads them from the controllers, problems from {@link Problem},
 * decoding options from their table ({@link DecodingSchemas}), and all that no code states, such as the forms of requests, from
 * a file.
 */
final class ApiDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, org.springframework.http.converter.json.ProblemDetailJacksonMixin.class)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final String REF = "#/components/schemas/";
    private static final String EXAMPLES = "#/components/examples/";
    private static final String OCTETS = MediaType.APPLICATION_OCTET_STREAM_VALUE;
    private static final String EVENTS = MediaType.TEXT_EVENT_STREAM_VALUE;

    /** Keys of additions.json that {@link #describe} reads and the document does not have. */
    private static final Set<String> OWN_KEYS = Set.of("statuses", "lines");

    private static final Set<Problem> OF_ALL = EnumSet.of(
            Problem.UNAUTHORISED,
            Problem.UNKNOWN_HOST,
            Problem.TOO_MANY_REQUESTS,
            Problem.NOT_ACCEPTABLE,
            Problem.INTERNAL_ERROR);
    private static final Set<Problem> OF_QUESTIONS = EnumSet.of(
            Problem.MISSING_QUESTION,
            Problem.SEVERAL_QUESTIONS,
            Problem.EMPTY_QUESTION,
            Problem.QUESTION_TOO_LONG,
            Problem.QUESTION_WITHOUT_LETTERS,
            Problem.TOO_FEW_CHOICES,
            Problem.TOO_MANY_CHOICES,
            Problem.EMPTY_CHOICE,
            Problem.TWIN_CHOICES,
            Problem.BAD_TOP,
            Problem.ANSWERS_NOTHING);
    private static final Set<Problem> OF_CAPTIONS = EnumSet.of(Problem.IMPOSSIBLE_CONSTRAINTS);
    private static final Set<Problem> OF_SENTENCES =
            EnumSet.of(Problem.MISSING_SENTENCE, Problem.BAD_SENTENCE, Problem.TOO_MANY_SENTENCES);
    private static final Set<Problem> OF_JOBS = EnumSet.of(
            Problem.MISSING_SOURCE,
            Problem.ARCHIVE_TOO_LARGE,
            Problem.BAD_ARCHIVE,
            Problem.BAD_FOLDER,
            Problem.TOO_MANY_JOBS,
            Problem.JOBS_UNAVAILABLE,
            Problem.STORAGE_FULL);
    /** Of all requests with a body, those for jobs included. */
    private static final Set<Problem> OF_BODIES = EnumSet.of(
            Problem.MALFORMED_REQUEST,
            Problem.TWIN_FIELDS,
            Problem.SLOW_REQUEST,
            Problem.PHOTO_TOO_LARGE,
            Problem.UNSUPPORTED_BODY,
            Problem.UNKNOWN_OPTION,
            Problem.BAD_OPTION,
            Problem.EMPTY_QUESTION,
            Problem.QUESTION_TOO_LONG,
            Problem.QUESTION_WITHOUT_LETTERS,
            Problem.OVERLOADED,
            Problem.OUT_OF_MEMORY,
            Problem.ANSWERS_NOTHING);
    /** Of all requests with a photo: the remaining problems. */
    private static final Set<Problem> OF_PHOTOS = EnumSet.allOf(Problem.class);

    static {
        OF_PHOTOS.removeAll(OF_QUESTIONS);
        OF_PHOTOS.removeAll(OF_CAPTIONS);
        OF_PHOTOS.removeAll(OF_SENTENCES);
        OF_PHOTOS.removeAll(OF_JOBS);
        OF_PHOTOS.removeAll(EnumSet.of(Problem.JOB_WITHOUT_RESULTS, Problem.METHOD_NOT_ALLOWED, Problem.NOT_FOUND));
    }

    private final ObjectNode document;
    private final JsonNode additions;

    /** @param read the document of springdoc; modified in place */
    ApiDocument(ObjectNode read, JsonNode additions) {
        this.document = read;
        this.additions = DecodingSchemas.expand(additions);
    }

    String write() {
        document.set("info", additions.get("info"));
        document.set(
                "servers", JSON.createArrayNode().add(JSON.createObjectNode().put("url", "/")));
        document.remove("tags");
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        for (String name : List.copyOf(schemas.propertyNames())) {
            complete((ObjectNode) schemas.get(name), recordOf(name));
        }
        ((ObjectNode) schemas.at("/" + JobRequest.class.getName() + "/properties"))
                .set("decoding", DecodingSchemas.object());
        schemas.setAll((ObjectNode) additions.get("schemas"));
        addErrorSchemas(schemas);
        ArrayNode keys = document.putArray("security");
        keys.addObject();
        keys.addObject().putArray("key");
        keys.addObject().putArray("apiKey");
        ObjectNode schemes = ((ObjectNode) document.get("components")).putObject("securitySchemes");
        schemes.putObject("key").put("type", "http").put("scheme", "bearer");
        schemes.putObject("apiKey").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> describe(path.getKey(), method.getKey(), (ObjectNode) method.getValue())));
        addExamples();
        String names = JSON.writeValueAsString(sorted(document)).replaceAll("dev\\.captioner\\.(?:[a-z]+\\.)*", "");
        return names + "\n";
    }

    /** Adds what springdoc does not know: which fields are required, and how Jackson writes optional numbers. */
    private static void complete(ObjectNode schema, Class<?> type) {
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ArrayNode required = JSON.createArrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = renamed == null ? component.getName() : renamed.value();
            if (!properties.has(name)) {
                continue; // unwrapped: its components are in the outer schema
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (nullable) {
                ArrayNode either = JSON.createArrayNode().add(properties.get(name));
                either.addObject().put("type", "null");
                properties.putObject(name).set("anyOf", either);
            }
            boolean omitted = component.getAccessor().isAnnotationPresent(JsonInclude.class);
            if (!omitted && !component.getType().getSimpleName().startsWith("Optional")) {
                required.add(name);
            }
        }
        for (String name :
                List.copyOf(properties.propertyNames())) { // springdoc takes OptionalDouble and OptionalInt for objects
            JsonNode inner = properties.get(name).path("properties");
            if (inner.has("asDouble")) {
                properties.putObject(name).put("type", "number");
            } else if (inner.has("asInt")) {
                properties.putObject(name).put("type", "integer");
            }
        }
        if (properties.path("kind").has("enum")) { // KindName writes it so
            ArrayNode kinds = JSON.createArrayNode();
            properties
                    .get("kind")
                    .get("enum")
                    .forEach(kind -> kinds.add(kind.stringValue().toLowerCase(Locale.ROOT)));
            ((ObjectNode) properties.get("kind")).set("enum", kinds);
        }
        schema.set("required", required);
    }

    /** The class of a schema; the name of a nested class has a dot too. */
    private static Class<?> recordOf(String name) {
        String binary = name;
        while (true) {
            try {
                return Class.forName(binary);
            } catch (ClassNotFoundException e) {
                int stop = binary.lastIndexOf('.');
                if (stop < 0) {
                    throw new IllegalStateException(name, e);
                }
                binary = binary.substring(0, stop) + "$" + binary.substring(stop + 1);
            }
        }
    }

    private static void addErrorSchemas(ObjectNode schemas) {
        ObjectNode problem = schemas.putObject("Problem").put("type", "object");
        ObjectNode fields = problem.putObject("properties");
        for (String name : List.of("type", "title", "detail", "instance")) {
            fields.putObject(name).put("type", "string");
        }
        fields.putObject("status").put("type", "integer");
        ObjectNode errors = fields.putObject("errors").put("type", "array");
        ObjectNode invalid = errors.putObject("items").put("type", "object").putObject("properties");
        invalid.putObject("parameter").put("type", "string");
        invalid.putObject("detail").put("type", "string");
        problem.putArray("required")
                .add("type")
                .add("title")
                .add("status")
                .add("detail")
                .add("instance");
        ObjectNode message = schemas.putObject("Error").put("type", "object");
        message.putObject("properties").putObject("error").put("type", "string");
        message.putArray("required").add("error");
        ObjectNode openAi = schemas.putObject("ChatError").put("type", "object");
        openAi.putArray("required").add("error");
        ObjectNode error = openAi.putObject("properties").putObject("error").put("type", "object");
        ObjectNode inner = error.putObject("properties");
        inner.putObject("message").put("type", "string");
        inner.putObject("type").put("type", "string");
        inner.putObject("param").putArray("type").add("string").add("null");
        inner.putObject("code").put("type", "string");
        error.putArray("required").add("message").add("type").add("param").add("code");
    }

    private void describe(String path, String method, ObjectNode operation) {
        String key = method.toUpperCase(Locale.ROOT) + " " + path;
        JsonNode addition = additions.get("operations").get(key);
        if (addition == null) {
            throw new IllegalStateException(key + " is not in additions.json; describe it there");
        }
        addition.properties().forEach(entry -> {
            if (OWN_KEYS.contains(entry.getKey())) {
                return;
            }
            if (entry.getKey().equals("parameters")) {
                operation.withArray("parameters").addAll((ArrayNode) entry.getValue());
            } else {
                operation.set(entry.getKey(), entry.getValue());
            }
        });
        for (JsonNode parameter : operation.path("parameters")) {
            Optional.ofNullable(additions
                            .get("parameters")
                            .get(parameter.get("name").stringValue()))
                    .ifPresent(more -> ((ObjectNode) parameter).setAll((ObjectNode) more));
        }
        ObjectNode responses = (ObjectNode) operation.get("responses");
        describeSuccess(key, (ObjectNode) responses.get("200"));
        if (addition.has("lines")) {
            ((ObjectNode) responses.get("200")).putObject("content").set("application/jsonl", schema("type", "string"));
        }
        if (addition.has("statuses")) {
            JsonNode done = responses.remove("200");
            for (JsonNode status : addition.get("statuses")) {
                ObjectNode own = (ObjectNode) done.deepCopy();
                if (status.stringValue().equals("204")) {
                    own.remove("content");
                }
                responses.set(status.stringValue(), own);
            }
        }
        if (path.endsWith("/ready")) {
            responses.set("503", responses.get("200").deepCopy());
            ((ObjectNode) responses.get("503")).put("description", "not now");
        }
        problemsOf(method, path).stream()
                .collect(Collectors.groupingBy(Problem::status, TreeMap::new, Collectors.toList()))
                .forEach((status, problems) ->
                        responses.set(Integer.toString(status.value()), failure(path, method, status, problems)));
    }

    private static void describeSuccess(String key, ObjectNode success) {
        success.put("description", "done");
        ObjectNode content = (ObjectNode) success.get("content");
        if (content != null && content.has(EVENTS)) {
            ObjectNode event = JSON.createObjectNode();
            event.putObject("schema")
                    .put("type", "object")
                    .put("description", "each of the events")
                    .putObject("properties")
                    .putObject("data")
                    .put("type", "string");
            content.set(EVENTS, event);
        }
        if (key.startsWith("POST /models/")) {
            content.set(MediaType.APPLICATION_JSON_VALUE, schema("$ref", REF + "Task"));
        } else if (key.equals("GET /openapi.json")) {
            content.set(MediaType.APPLICATION_JSON_VALUE, schema("type", "object"));
        } else if (key.startsWith("GET /problems")) {
            content.set(MediaType.APPLICATION_JSON_VALUE, schema("type", "object"));
            content.set(MediaType.TEXT_HTML_VALUE, schema("type", "string"));
        } else if (key.endsWith("/infer")) {
            content = success.putObject("content");
            content.set(MediaType.APPLICATION_JSON_VALUE, schema("$ref", REF + "InferenceResponse"));
            content.set(OCTETS, JSON.createObjectNode());
        }
    }

    private static ObjectNode schema(String name, String value) {
        ObjectNode content = JSON.createObjectNode();
        content.putObject("schema").put(name, value);
        return content;
    }

    private static Set<Problem> problemsOf(String method, String path) {
        if (path.startsWith("/v2/health")) {
            return EnumSet.of(Problem.NOT_ACCEPTABLE, Problem.INTERNAL_ERROR);
        }
        if (path.startsWith("/problems")) {
            return path.contains("{")
                    ? EnumSet.of(Problem.NOT_FOUND, Problem.NOT_ACCEPTABLE, Problem.INTERNAL_ERROR)
                    : EnumSet.of(Problem.NOT_ACCEPTABLE, Problem.INTERNAL_ERROR);
        }
        Set<Problem> problems = EnumSet.copyOf(OF_ALL);
        if (!method.equals("get")) {
            problems.add(Problem.FOREIGN_ORIGIN);
        }
        if (path.startsWith("/jobs")) {
            if (method.equals("post")) {
                problems.addAll(OF_JOBS);
                problems.addAll(OF_BODIES);
            } else {
                problems.add(Problem.JOBS_UNAVAILABLE);
            }
            if (path.contains("{")) {
                problems.addAll(EnumSet.of(Problem.NOT_FOUND, Problem.MALFORMED_REQUEST, Problem.JOB_WITHOUT_RESULTS));
            }
            return problems;
        }
        if (method.equals("post")) {
            problems.addAll(OF_PHOTOS);
            if (!path.equals("/vqa") && !path.equals("/score")) {
                problems.addAll(OF_CAPTIONS);
            }
            if (!path.equals("/caption") && !path.equals("/score")) {
                problems.addAll(OF_QUESTIONS);
            }
            if (path.equals("/score")) {
                problems.addAll(OF_SENTENCES);
            }
        }
        if (path.contains("{") || path.equals("/v1/chat/completions")) {
            problems.add(Problem.NOT_FOUND);
            problems.add(Problem.MALFORMED_REQUEST); // a path with malformed percent-encoding
        }
        if (path.equals("/models/{name}")) {
            problems.add(Problem.BAD_OPTION);
        }
        return problems;
    }

    private static ObjectNode failure(String path, String method, HttpStatus status, List<Problem> problems) {
        ErrorForm form = form(path, method);
        ObjectNode failure = JSON.createObjectNode()
                .put("description", problems.stream().map(Problem::title).collect(Collectors.joining("; ")));
        if (status == HttpStatus.UNAUTHORIZED) {
            header(failure, "WWW-Authenticate");
        } else if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
            header(failure, "Retry-After");
        }
        ObjectNode content = failure.putObject("content").putObject(form.type().toString());
        String schema = switch (form) {
            case PROBLEM -> "Problem";
            case OPENAI -> "ChatError";
            case MESSAGE -> "Error";
        };
        content.putObject("schema").put("$ref", REF + schema);
        ObjectNode examples = content.putObject("examples");
        for (Problem problem : problems) {
            examples.putObject(problem.slug())
                    .put("$ref", EXAMPLES + form.name().toLowerCase(Locale.ROOT) + "." + problem.slug());
        }
        return failure;
    }

    private static void header(ObjectNode failure, String name) {
        failure.putObject("headers").putObject(name).putObject("schema").put("type", "string");
    }

    /** Adds every problem in every form, as the service writes it. */
    private void addExamples() {
        ObjectNode examples = ((ObjectNode) document.get("components")).putObject("examples");
        for (ErrorForm form : ErrorForm.values()) {
            for (Problem problem : Problem.values()) {
                ProblemDetail detail = problem.of(problem.title());
                detail.setInstance(URI.create("/caption"));
                examples.putObject(form.name().toLowerCase(Locale.ROOT) + "." + problem.slug())
                        .set("value", JSON.valueToTree(form.body(detail)));
            }
        }
        examples.remove(List.copyOf(examples.propertyNames()).stream()
                .filter(name -> !JSON.writeValueAsString(document.get("paths")).contains('"' + EXAMPLES + name + '"'))
                .toList());
    }

    private static ErrorForm form(String path, String method) {
        return ErrorForm.of(method.toUpperCase(Locale.ROOT), path);
    }

    /** Sorts names, so that the document is reproducible. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JSON.createObjectNode();
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.forEach((name, value) -> object.set(name, sorted(value)));
        return object;
    }
}
