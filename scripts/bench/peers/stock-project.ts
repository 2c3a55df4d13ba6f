import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinned } from './versions.ts';

const VIEWS = `from django.shortcuts import render


def home(request):
    return render(request, 'pages/home.html')
`;

const TEMPLATE = `{% load static %}<!doctype html>
<html lang="en">
<head><title>Blog</title><link rel="stylesheet" href="{% static 'pages/site.css' %}"></head>
<body><h1>Blog</h1></body>
</html>
`;

/** Long enough that compressing it pays. */
const STYLE = Array.from(
  { length: 60 },
  (_, step) => `.step-${step} { margin: ${step}px; color: #333; background: #fff; }\n`,
).join('');

/**
 * Makes the project that every peer starts from: `startproject` and `startapp` of the pinned
 * Django, one page with one stylesheet, a requirements.txt and a .gitignore. `run` runs a command
 * in the folder with that Django.
 */
export async function makeStockProject(
  folder: string,
  run: (command: string) => Promise<unknown>,
): Promise<void> {
  mkdirSync(folder);
  await run('django-admin startproject blog . && python manage.py startapp pages');
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  const change = (path: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, path), 'utf8');
    if (!text.includes(from)) throw new Error(`${path} of this Django has no line: ${from}`);
    write(path, text.replace(from, to));
  };
  change('blog/settings.py', 'INSTALLED_APPS = [\n', "INSTALLED_APPS = [\n    'pages',\n");
  change('blog/urls.py', 'urlpatterns = [\n', "urlpatterns = [\n    path('', home),\n");
  change(
    'blog/urls.py',
    'from django.urls import path\n',
    'from django.urls import path\n\nfrom pages.views import home\n',
  );
  write('pages/views.py', VIEWS);
  for (const name of ['templates', 'static'])
    mkdirSync(join(folder, 'pages', name, 'pages'), { recursive: true });
  write('pages/templates/pages/home.html', TEMPLATE);
  write('pages/static/pages/site.css', STYLE);
  write('requirements.txt', `${pinned('django')}\n`);
  write('.gitignore', '__pycache__/\n*.sqlite3\n.venv/\n');
}
