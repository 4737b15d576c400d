package io.ostiary.runtime;

import java.nio.file.Files;

/** What an operator reads at start: the account, the mode, and how to come in. */
final class Welcome {
  private static final System.Logger LOG = System.getLogger("ostiary");

  private Welcome() {}

  static void print(Settings settings, String accountId) {
    StringBuilder text = new StringBuilder(512);
    text.append("Ostiary keeps the door: every request is authenticated and authorised (enforce)");
    text.append("\n  account      ").append(accountId);
    settings
        .configuration()
        .effective()
        .forEach((key, value) -> text.append("\n  ").append(key).append(" = ").append(value));
    if (Files.exists(settings.credentials())) {
      text.append("\n  credentials  ").append(settings.credentials());
      text.append("\n\nPaste this into another terminal:\n");
      text.append("\nexport AWS_SHARED_CREDENTIALS_FILE=").append(settings.credentials());
      text.append(" AWS_DEFAULT_REGION=us-east-1");
      text.append("\nexport AWS_ENDPOINT_URL=").append(settings.externalUrl());
      text.append("\naws sts get-caller-identity --query Arn\n");
    }
    LOG.log(System.Logger.Level.INFO, text.toString());
  }
}
