package io.ostiary.cli.classes.site;

import io.ostiary.application.Action;
import io.ostiary.application.ResourceArn;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A servlet that reads by GET, and by POST does who knows what. */
@WebServlet("/pages/*")
public class Page extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  @Action(value = "records:GetRecord", path = "/pages/{page}")
  @ResourceArn("record/{page}")
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
}
