import Lessons
import Panels
import TerminalUI
