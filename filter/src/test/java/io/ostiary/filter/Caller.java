package io.ostiary.filter;

import io.ostiary.filter.site.Signer;
import io.ostiary.filter.site.Site;
import io.ostiary.wire.Client;
import java.io.IOException;
import java.util.Map;

/** Who sends an attack: nobody, or the user with few permissions, whose signature is right. */
enum Caller {
  ANONYMOUS {
    @Override
    String send(Site site, Client client, String method, String target) throws IOException {
      return client.send(method, target, Map.of(), new byte[0]);
    }
  },
  SIGNED {
    @Override
    String send(Site site, Client client, String method, String target) throws IOException {
      Map<String, String> headers =
          site.signer()
              .sign(
                  method,
                  path(target),
                  query(target),
                  Map.of("Host", client.host()),
                  Signer.sha256(""));
      return client.send(method, target, headers, new byte[0]);
    }
  },
  PRESIGNED {
    @Override
    String send(Site site, Client client, String method, String target) throws IOException {
      String query = site.signer().presign(method, path(target), query(target), client.host());
      return client.send(method, path(target) + "?" + query, Map.of(), new byte[0]);
    }
  };

  abstract String send(Site site, Client client, String method, String target) throws IOException;

  private static String path(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  private static String query(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }
}
