package dev.captioner.web.jobs;

import dev.captioner.web.body.BodyLimits;
import dev.captioner.web.body.BodyMemory;
import dev.captioner.web.body.BodyRoute;
import dev.captioner.web.body.BodySink;
import dev.captioner.web.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;

/** Receives requests for jobs: a form with an archive into a file, JSON that names a folder into memory. */
public final class JobBodyRoute implements BodyRoute {
    private static final String FORM = MediaType.MULTIPART_FORM_DATA_VALUE;

    private final Settings.Jobs settings;
    private final Jobs jobs;
    private final BodyMemory memory;

    /** Uploads reserve their places in {@code jobs}. */
    public JobBodyRoute(Settings.Jobs settings, Jobs jobs, BodyMemory memory) {
        this.settings = settings;
        this.jobs = jobs;
        this.memory = memory;
    }

    @Override
    public boolean accepts(HttpServletRequest request) {
        return request.getServletPath().equals("/jobs");
    }

    @Override
    public BodySink sink(HttpServletRequest request) {
        String type = request.getContentType();
        if (type != null && type.regionMatches(true, 0, FORM, 0, FORM.length())) {
            long limit = settings.archiveLimit().toBytes() + BodyLimits.ENVELOPE;
            long length = request.getContentLengthLong();
            return new UploadSink(() -> jobs.upload(length), limit, settings.archiveTime());
        }
        return memory.sink(request);
    }
}
