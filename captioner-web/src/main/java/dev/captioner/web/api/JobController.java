package dev.captioner.web.api;

import dev.captioner.web.body.ReceivedBody;
import dev.captioner.web.jobs.JobStatus;
import dev.captioner.web.jobs.Jobs;
import dev.captioner.web.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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

/** The REST API of jobs: submit, list, status, results, stop and delete. */
@RestController
class JobController {
    private static final String JSON_LINES = "application/jsonl";

    private final Jobs jobs;
    private final Downloads downloads = new Downloads();
    private final Settings.Limits limits;

    JobController(Jobs jobs, Settings settings) {
        this.jobs = jobs;
        limits = settings.limits();
    }

    /** All jobs, newest first. */
    record JobList(List<JobStatus> jobs) {}

    /** Adds a job to the queue. */
    @PostMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobStatus> submit(HttpServletRequest request) {
        JobStatus job = ReceivedBody.of(request) instanceof ReceivedBody.OnDisk file
                ? jobs.submit(JobForm.read(request, file.upload(), limits), file.upload())
                : jobs.submit(JobForm.read(request, limits));
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

    private ResponseEntity<Resource> file(Path file, String name) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .contentType(MediaType.parseMediaType(JSON_LINES))
                .body(downloads.of(file));
    }

    /** Stops a job that waits or runs; deletes one that has ended. */
    @DeleteMapping(path = "/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobStatus> stop(@PathVariable String id) {
        JobStatus stopping = jobs.stop(id);
        return stopping == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.accepted().body(stopping);
    }
}
