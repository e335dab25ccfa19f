package dev.captioner.web.api;

import dev.captioner.web.body.BodyFilter;
import dev.captioner.web.jobs.JobRequest;
import dev.captioner.web.jobs.JobStatus;
import dev.captioner.web.jobs.Jobs;
import dev.captioner.web.jobs.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Jobs: begins them, says how they get on, gives what they wrote, stops them. */
@RestController
class JobController {
    private static final String JSON_LINES = "application/jsonl";

    private final JobForm form;
    private final Jobs jobs;

    JobController(JobForm form, Jobs jobs) {
        this.form = form;
        this.jobs = jobs;
    }

    /** All jobs, the newest first. */
    record JobList(List<JobStatus> jobs) {}

    /** Takes a job, which runs when it is its turn. */
    @PostMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobStatus> begin(HttpServletRequest request) {
        Optional<Upload> upload = BodyFilter.upload(request);
        JobRequest asked = form.read(request, upload);
        JobStatus job = upload.isPresent() ? jobs.submit(asked, upload.get()) : jobs.submit(asked);
        return ResponseEntity.accepted()
                .location(URI.create("/jobs/" + job.id()))
                .body(job);
    }

    @GetMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    JobList list() {
        return new JobList(jobs.all());
    }

    @GetMapping(path = "/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    JobStatus status(@PathVariable String id) {
        return jobs.status(id);
    }

    @GetMapping(path = "/jobs/{id}/results", produces = JSON_LINES)
    ResponseEntity<Resource> results(@PathVariable String id) {
        return file(jobs.results(id), "results-" + id + ".jsonl");
    }

    @GetMapping(path = "/jobs/{id}/report", produces = JSON_LINES)
    ResponseEntity<Resource> report(@PathVariable String id) {
        return file(jobs.report(id), "report-" + id + ".jsonl");
    }

    private static ResponseEntity<Resource> file(Path file, String name) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .contentType(MediaType.parseMediaType(JSON_LINES))
                .body(new FileSystemResource(file));
    }

    /** Stops a job; one that has ended is removed. */
    @DeleteMapping(path = "/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobStatus> stop(@PathVariable String id) {
        JobStatus stopping = jobs.stop(id);
        return stopping == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.accepted().body(stopping);
    }
}
