package io.ostiary.depot.pages;

import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.OpenObject;
import io.ostiary.depot.store.Page;
import io.ostiary.depot.store.StoreException;
import io.ostiary.depot.store.StoredObject;
import io.ostiary.depot.store.WriteCondition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lists buckets and objects, hands objects out and deletes them. Who may is decided already. */
public final class DepotPages {
  private static final int MOST = 1000;

  private final ObjectStore store;

  public DepotPages(ObjectStore store) {
    this.store = store;
  }

  /** Answers a request for {@code /ui/}, {@code /ui/bucket} or {@code /ui/bucket/key}. */
  public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String key = slash < 0 ? "" : path.substring(slash + 1);
    try {
      if (bucket.isEmpty()) {
        buckets(request).write(response);
      } else if (key.isEmpty()) {
        objects(request, store.bucket(bucket)).write(response);
      } else if (request.getMethod().equals("POST")) {
        store.bucket(bucket).delete(key, WriteCondition.NONE);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", ui(request) + Html.segment(bucket));
      } else {
        handOut(store.bucket(bucket), key, response);
      }
    } catch (StoreException missing) {
      new Html("Not found", request.getContextPath(), caller(request))
          .status(HttpServletResponse.SC_NOT_FOUND)
          .text(String.valueOf(missing.getMessage()))
          .write(response);
    }
  }

  private static String ui(HttpServletRequest request) {
    return request.getContextPath() + "/ui/";
  }

  private static String caller(HttpServletRequest request) {
    return String.valueOf(request.getRemoteUser());
  }

  private Html buckets(HttpServletRequest request) {
    Html html = new Html("Buckets", request.getContextPath(), caller(request));
    html.begin("Name", "Created");
    for (Bucket bucket : store.list(new Page.Query("", "", "", Integer.MAX_VALUE)).entries()) {
      html.row(ui(request) + Html.segment(bucket.name()), bucket.name(), bucket.created(), "");
    }
    return html.end();
  }

  private static Html objects(HttpServletRequest request, Bucket bucket) {
    String prefix = Optional.ofNullable(request.getParameter("prefix")).orElse("");
    String after = Optional.ofNullable(request.getParameter("start-after")).orElse("");
    Page<StoredObject> page = bucket.list(new Page.Query(prefix, "", after, MOST));
    String here = ui(request) + Html.segment(bucket.name());
    Html html = new Html(bucket.name(), request.getContextPath(), caller(request));
    html.link(ui(request), "All buckets").begin("Key", "Modified", "Bytes", "");
    for (StoredObject object : page.entries()) {
      String link = here + '/' + Html.path(object.key());
      html.row(link, object.key(), object.modified(), object.size(), Html.button(link, "Delete"));
    }
    html.end();
    if (page.last() != null) {
      html.link(
          here + "?prefix=" + Html.segment(prefix) + "&start-after=" + Html.segment(page.last()),
          "More");
    }
    return html;
  }

  /** As a file to keep: shown here, it could run scripts as whoever looks at it. */
  private static void handOut(Bucket bucket, String key, HttpServletResponse response)
      throws IOException {
    try (OpenObject object = bucket.open(key)) {
      Html.HEADERS.forEach(response::setHeader);
      response.setContentType("application/octet-stream");
      response.setHeader("Content-Disposition", "attachment");
      response.setContentLengthLong(object.stored().size());
      object.writeTo(response.getOutputStream(), 0, object.stored().size());
    }
  }
}
